#include "validation/measurements_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "base/sealed_file.hpp"

namespace nereus {
namespace {

/// One number of every item as a dataset.
template <class Item, class Number>
void write_column(SealedFileWriter& file, const std::string& path, const std::vector<Item>& items,
                  const std::string& unit, const Number& number) {
  std::vector<double> values;
  for (const Item& item : items) values.push_back(static_cast<double>(number(item)));
  file.write(path, values, unit);
}

void write_report(SealedFileWriter& file, const std::string& group, const ValidationReport& report) {
  std::vector<WeightStatistics> rows = report.by_shell;
  rows.push_back(report.together);
  const auto row = [&](const char* name, auto&& number) {
    write_column(file, group + "/" + name, rows, "1", number);
  };
  using W = const WeightStatistics&;
  row("samples", [](W w) { return w.samples; });
  row("ress", [](W w) { return w.ress; });
  row("ress_error", [](W w) { return w.ress_error; });
  row("mean", [](W w) { return w.mean; });
  row("mean_error", [](W w) { return w.mean_error; });
  row("max", [](W w) { return w.max_weight; });
  row("cap", [](W w) { return w.cap; });
  row("acceptance", [](W w) { return w.acceptance; });
  row("overweight", [](W w) { return w.overweight_share; });

  const auto slice = [&](const char* name, const char* unit, auto&& number) {
    write_column(file, group + "/slices/" + name, report.slices, unit, number);
  };
  using S = const EnergySlice&;
  slice("shell", "1", [](S s) { return s.shell; });
  slice("e_min", "MeV", [](S s) { return s.e_min; });
  slice("e_max", "MeV", [](S s) { return s.e_max; });
  slice("samples", "1", [](S s) { return s.samples; });
  slice("mean", "1", [](S s) { return s.mean; });
  slice("mean_error", "1", [](S s) { return s.mean_error; });
  slice("ress", "1", [](S s) { return s.ress; });
  slice("max", "1", [](S s) { return s.max_weight; });

  file.attribute(group, "flux", report.flux);
  file.attribute(group, "kept_fraction", report.kept_fraction);
  file.attribute(group, "e_nu_min_mev", report.e_nu_min);
  file.attribute(group, "e_nu_max_mev", report.e_nu_max);
  file.attribute(group, "closure_deviation", report.closure.deviation);
  file.attribute(group, "passed", static_cast<std::int64_t>(report.passed));
}

void write_requirements(SealedFileWriter& file, const std::string& group,
                        const std::vector<Requirement>& rows) {
  if (rows.empty()) return;
  using R = const Requirement&;
  write_column(file, group + "/value", rows, "1", [](R r) { return r.value; });
  write_column(file, group + "/must", rows, "1", [](R r) { return r.must; });
  write_column(file, group + "/goal", rows, "1", [](R r) { return r.goal; });
  write_column(file, group + "/noise", rows, "1", [](R r) { return r.noise; });
  write_column(file, group + "/goal_met", rows, "1", [](R r) { return r.goal_met(); });
  write_column(file, group + "/at_most", rows, "1",
               [](R r) { return r.sense == Requirement::Sense::at_most; });
  std::vector<std::string> what, unit, verdict;
  for (R r : rows) {
    what.push_back(r.what);
    unit.push_back(r.unit.empty() ? "1" : r.unit);
    verdict.emplace_back(r.verdict());
  }
  file.attribute(group, "what", what);
  file.attribute(group, "unit", unit);
  file.attribute(group, "verdict", verdict);
}

void write_spread(SealedFileWriter& file, const std::string& group, const std::vector<FlowSpread>& flows) {
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const std::string flow = fmt::format("{}/{}", group, i);
    for (const SpreadProfile& profile : flows[i].profiles) {
      const std::string at = flow + "/" + profile.variable;
      file.write(at + "/edges", profile.edges, profile.unit);
      file.write(at + "/events", profile.events, "1");
      file.write(at + "/mean", profile.mean, "1");
      file.write(at + "/rms", profile.rms, "1");
      file.write(at + "/share", profile.share, "1");
    }
    file.attribute(flow, "flow", flows[i].flow);
    file.attribute(flow, "rms", flows[i].rms);
  }
}

constexpr const char* density_unit = "fm^2 MeV^-1 rad^-3";

void write_cubes(SealedFileWriter& file, const std::string& group, const std::vector<CubeAverage>& averages) {
  using C = const CubeAverage&;
  write_column(file, group + "/truth", averages, density_unit, [](C c) { return c.truth; });
  write_column(file, group + "/surrogate", averages, density_unit, [](C c) { return c.surrogate; });
  write_column(file, group + "/noise", averages, "1", [](C c) { return c.noise; });
}

void write_ratio(SealedFileWriter& file, const std::string& group, const AveragedRatio& ratio) {
  using C = const PhaseCube&;
  write_column(file, group + "/omega", ratio.cubes, "MeV", [](C c) { return c.omega; });
  write_column(file, group + "/theta_lepton", ratio.cubes, "degrees", [](C c) { return c.theta_lepton_deg; });
  write_column(file, group + "/theta_n", ratio.cubes, "degrees", [](C c) { return c.theta_n_deg; });
  write_cubes(file, group, ratio.averages);
  std::vector<double> ends;
  for (const auto& interval : ratio.intervals) ends.insert(ends.end(), interval.begin(), interval.end());
  file.write(group + "/intervals", ends, "1");
  file.attribute(group, "e_nu_mev", ratio.e_nu);
  file.attribute(group, "points", ratio.points);
  file.attribute(group, "rms", ratio.rms);
  file.attribute(group, "rms_noise", ratio.noise);
  file.attribute(group, "mean", ratio.mean);
}

void write_likelihood(SealedFileWriter& file, const std::string& group, const LikelihoodSpread& spread) {
  using R = const LikelihoodSpread::Row&;
  const auto row = [&](const char* name, const char* unit, auto&& number) {
    write_column(file, group + "/" + name, spread.rows, unit, number);
  };
  if (!spread.rows.empty()) {
    row("e_nu", "MeV", [](R r) { return r.e_nu; });
    row("shell", "1", [](R r) { return r.shell; });
    row("bins", "1", [](R r) { return r.bins; });
    row("merged", "1", [](R r) { return r.merged; });
    row("accept_reject_mean", "1", [](R r) { return r.accept_reject_mean; });
    row("accept_reject_sigma", "1", [](R r) { return r.accept_reject_sigma; });
    row("flow_mean", "1", [](R r) { return r.flow_mean; });
    row("flow_sigma", "1", [](R r) { return r.flow_sigma; });
  }
  file.write(group + "/rms_z", spread.rms_z, "1");
  file.attribute(group, "noise_floor", spread.noise_floor);
}

void write_projections(SealedFileWriter& file, const std::string& group,
                       const std::vector<ProjectionSet>& sets) {
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const std::string set = fmt::format("{}/{}", group, i);
    for (const ProjectionAxis& axis : sets[i].axes)
      file.write(set + "/edges/" + axis.variable, axis.edges, "1");
    for (const Projection& projection : sets[i].projections) {
      std::string name;
      for (const std::size_t a : projection.axes)
        name += (name.empty() ? "" : "-") + sets[i].axes[a].variable;
      const std::string at = set + "/" + name;
      file.write(at + "/truth", projection.truth, "1");
      file.write(at + "/truth_error", projection.truth_error, "1");
      file.write(at + "/surrogate", projection.surrogate, "1");
      file.write(at + "/surrogate_error", projection.surrogate_error, "1");
    }
    file.attribute(set, "shell", sets[i].shell);
    file.attribute(set, "e_nu_mev", sets[i].e_nu);
  }
}

void write_profiles(SealedFileWriter& file, const std::string& group,
                    const std::vector<KineticProfile>& profiles) {
  for (std::size_t i = 0; i < profiles.size(); ++i) {
    const KineticProfile& profile = profiles[i];
    const std::string at = fmt::format("{}/{}", group, i);
    file.write(at + "/kinetic_energy", profile.kinetic_energy, "MeV");
    file.write(at + "/truth", profile.truth, density_unit);
    file.write(at + "/surrogate", profile.surrogate, density_unit);
    file.write(at + "/cubes/kinetic_energy", profile.cube_energy, "MeV");
    write_cubes(file, at + "/cubes", profile.cubes);
    file.attribute(at, "shell", profile.shell);
    file.attribute(at, "e_nu_mev", profile.e_nu);
    file.attribute(at, "theta_lepton_deg", profile.theta_lepton_deg);
    file.attribute(at, "theta_n_deg", profile.theta_n_deg);
    file.attribute(at, "phi_n_deg", profile.phi_n_deg);
  }
}

void write_surrogate(SealedFileWriter& file, const std::string& group, const MeasuredSurrogate& surrogate) {
  const SurrogateMeasurements& measured = surrogate.measured;
  write_report(file, group + "/flat", measured.flat);
  write_report(file, group + "/flux", measured.flux);
  write_requirements(file, group + "/requirements", measured.requirements);
  file.write(group + "/weights/edges", measured.weights.edges, "log10(w)");
  file.write(group + "/weights/surrogate", measured.weights.surrogate, "1");
  file.write(group + "/weights/uniform", measured.weights.uniform, "1");
  write_spread(file, group + "/spread", measured.spread);
  write_ratio(file, group + "/ratio", measured.ratio);
  write_likelihood(file, group + "/likelihood", measured.likelihood);
  write_projections(file, group + "/projections", measured.projections);
  write_profiles(file, group + "/profiles", measured.profiles);
  file.attribute(group, "cost_events", measured.cost.events);
  file.attribute(group, "cost_emulator_s", measured.cost.emulator);
  file.attribute(group, "cost_weighted_s", measured.cost.weighted);
  file.attribute(group, "cost_unweighted_s", measured.cost.unweighted);
  file.attribute(group, "passed", static_cast<std::int64_t>(measured.passed()));
  file.attribute(group, "file", surrogate.file);
  file.attribute(group, "file_bytes", surrogate.file_bytes);
  file.attribute(group, "flow", surrogate.flow);
  file.attribute(group, "parameters", surrogate.parameters);
  file.attribute(group, "fingerprint", surrogate.fingerprint);
  file.attribute(group, "environment", surrogate.environment);
  file.attribute(group, "training_options", surrogate.training_options);
  if (surrogate.training_times) {
    file.attribute(group, "training_cpu_s", surrogate.training_times->from_nothing.cpu_seconds);
    file.attribute(group, "training_wall_s", surrogate.training_times->from_nothing.wall_seconds);
  }
}

}  // namespace

MeasuredSurrogate describe(const std::string& path, const Surrogate& surrogate,
                           SurrogateMeasurements measured) {
  const SurrogateParts& parts = surrogate.parts();
  MeasuredSurrogate described;
  described.file = path;
  std::error_code problem;
  described.file_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, problem));
  if (problem) throw FileError(fmt::format("cannot read '{}' ({})", path, problem.message()));
  described.flow = parts.flow.is_published() ? "published " + parts.flow.published.size : parts.flow.kind;
  for (const auto& shell : parts.parameters) described.parameters += static_cast<std::int64_t>(shell.size());
  described.fingerprint = surrogate.fingerprint();
  described.environment = parts.environment;
  described.training_options = parts.training_options;
  described.training_times = read_training_times(path);
  described.measured = std::move(measured);
  return described;
}

void write_measurements(const std::string& path, const std::vector<MeasuredSurrogate>& surrogates,
                        const MeasurementRun& run) {
  const Provenance& provenance = run.provenance;
  SealedFileWriter file(path, "validation");
  for (std::size_t i = 0; i < surrogates.size(); ++i) {
    write_surrogate(file, fmt::format("/surrogates/{}", i), surrogates[i]);
  }
  file.attribute("/", "surrogates", static_cast<std::int64_t>(surrogates.size()));
  file.attribute("/", "shells", surrogates.front().measured.flat.shells);
  file.attribute("/", "quick", static_cast<std::int64_t>(run.quick));
  file.attribute("/", "command", run.command);
  file.attribute("/", "machine", run.machine);
  file.attribute("/", "card", provenance.card);
  file.attribute("/", "version", provenance.version);
  file.attribute("/", "evaluator", provenance.evaluator);
  file.attribute("/", "certificate", provenance.certificate);
  for (const auto& [name, fingerprint] : provenance.fingerprints) {
    file.attribute("/", "fingerprint_" + name, fingerprint);
  }
  file.close();
}

}  // namespace nereus
