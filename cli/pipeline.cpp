#include "cli/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "cli/physics.hpp"
#include "cli/event_source.hpp"
#include "cli/run_lock.hpp"
#include "cli/stage_record.hpp"
#include "cli/summary_text.hpp"
#include "generator/generate.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/meanfield_file.hpp"
#include "surrogate/training/train.hpp"
#include "validation/validate.hpp"

namespace nereus {
namespace {

using Fingerprints = std::map<std::string, std::string>;

/// A line of the report, at once: a long stage may follow.
void say(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

/// Runs stages in one directory, each only if it must.
class StageRunner {
 public:
  StageRunner(std::string directory, int stages) : directory_(std::move(directory)), stages_(stages) {}

  std::string path(const std::string& name) const { return directory_ + "/" + name; }

  /// \param outputs files of the stage, relative to the directory
  void stage(const std::string& title, const std::string& id, Fingerprints inputs,
             const std::vector<std::string>& outputs, const std::function<void()>& work) {
    inputs["version"] = NEREUS_VERSION;
    const std::string record = path(id + ".stage.json");
    const StageDecision decision = decide_stage(record, directory_, inputs);
    ++number_;
    say(fmt::format("[{}/{}] {}: {} ({})", number_, stages_, title, decision.reuse ? "reused" : "running",
                    decision.reason));
    if (decision.reuse) return;
    work();
    write_stage_record(record, directory_, inputs, outputs);
  }

 private:
  std::string directory_;
  int stages_, number_ = 0;
};

/// What determines the mean field.
Fingerprints mean_field_inputs(const RunSettings& settings) {
  Fingerprints inputs = {{"nucleus", settings.target.nucleus}, {"constants", sha256(canonical_text(settings.constants))}};
  if (settings.meanfield.file.empty()) {
    inputs["force"] = sha256(canonical_text(settings.meanfield) + canonical_text(settings.meanfield.skyrme));
  } else {
    inputs["mean-field file"] = sha256_of_file(settings.meanfield.file);
  }
  return inputs;
}

/// What determines the true cross section.
Fingerprints model_inputs(const RunSettings& settings, const MeanField& field) {
  return {{"mean field", field.fingerprint},
          {"probe", settings.probe.particle},
          {"model", sha256(canonical_text(settings.model))},
          {"form factors", sha256(canonical_text(settings.model.form_factors))},
          {"constants", sha256(canonical_text(settings.constants))}};
}

Fingerprints with(Fingerprints inputs, const Fingerprints& more) {
  inputs.insert(more.begin(), more.end());
  return inputs;
}

/// Everything of a flux that matters: its numbers, not where they lie.
std::string flux_fingerprint(const Flux& flux) {
  std::string text = flux.name;
  for (const double edge : flux.edges) text += fmt::format(" {}", edge);
  for (const double density : flux.density) text += fmt::format(" {}", density);
  return sha256(text);
}

void make_directory(const std::string& directory) {
  std::error_code problem;
  std::filesystem::create_directory(directory, problem);
  if (!std::filesystem::is_directory(directory)) {
    throw FileError(fmt::format("cannot make run directory '{}' ({}); its parent folder must exist", directory,
                                problem ? problem.message() : "a file of that name is in the way"));
  }
}

void validate(const RunSettings& settings, const Physics& physics, const TotalCrossSection& total,
              const Surrogate& surrogate, const std::string& path, Threads threads) {
  const ValidationReport report =
      validate_surrogate(*physics.cross_section, total, surrogate, settings.validate, threads);
  say(report_text(report));
  if (!report.passed) {
    throw ModelMismatch("the events do not give back the cross section (see the report above)");
  }
  write_text_file(path, report_json(report, make_provenance(settings, physics, surrogate)));
}

}  // namespace

void run_pipeline(const RunSettings& settings, Threads threads) {
  // What is cheap to check comes before hours of work.
  const Nucleus nucleus = parse_nucleus(settings.target.nucleus);
  make_probe(settings.probe, settings.constants);
  generation_mode(settings.generate);
  const GenerateOptions& generate = settings.generate;
  const Flux flux = make_flux(generate.flux, generate.e_nu_min_mev, generate.e_nu_max_mev);
  const Flux validation_flux =
      make_flux(settings.validate.flux, settings.validate.e_nu_min_mev, settings.validate.e_nu_max_mev);
  make_directory(settings.run.directory);
  const RunLock lock(settings.run.directory);

  StageRunner runner(settings.run.directory, 6);
  write_text_file(runner.path("card.toml"), effective_card(settings));

  runner.stage("mean field", "meanfield", mean_field_inputs(settings), {"meanfield.h5"}, [&] {
    write_mean_field(runner.path("meanfield.h5"), make_mean_field(nucleus, settings.meanfield, settings.constants));
  });
  const Physics physics = make_physics(settings, read_mean_field(runner.path("meanfield.h5")));
  const Fingerprints model = model_inputs(settings, physics.field);

  const double e_min = settings.dataset.e_nu_min_mev, e_max = settings.dataset.e_nu_max_mev;
  runner.stage("sigma table", "sigma", with(model, {{"energy range", fmt::format("{} {}", e_min, e_max)}}),
               {"sigma.h5"}, [&] {
                 TotalCrossSection::compute(physics.field, physics.probe, settings.model, settings.constants, e_min,
                                            e_max, threads)
                     .write(runner.path("sigma.h5"));
               });
  const TotalCrossSection total = TotalCrossSection::read(runner.path("sigma.h5"));

  const CoordinateOptions& coordinates = settings.flow.coordinates;
  runner.stage("dataset", "dataset",
               with(model, {{"dataset settings", sha256(canonical_text(settings.dataset))},
                            {"coordinates", sha256(canonical_text(coordinates))}}),
               {"dataset.h5"}, [&] {
                 make_dataset(*physics.cross_section, total, settings.dataset, runner.path("dataset.h5"), threads,
                              coordinates);
               });

  const std::string dataset = dataset_fingerprint(*physics.cross_section, settings.dataset, coordinates);
  runner.stage("training", "training",
               {{"dataset", dataset}, {"training settings", training_fingerprint("", settings.flow, settings.train)}},
               {"surrogate.h5"}, [&] {
                 TrainOptions train = settings.train;
                 train.workers = std::min<std::int64_t>(train.workers, threads.count);
                 const TrainingReport report = train_surrogate(
                     {runner.path("dataset.h5"), runner.path("surrogate.h5"), runner.path("surrogate.checkpoints")},
                     settings.flow, train, physics.cross_section->fingerprint());
                 say(training_text(report, physics.cross_section->shells()));
               });
  const Surrogate surrogate = Surrogate::read(runner.path("surrogate.h5"));

  std::vector<std::string> event_files = {"events.h5", "events.manifest.json"};
  if (generate.hepmc3) event_files.push_back("events.hepmc3");
  runner.stage("events", "events",
               with(model, {{"surrogate", surrogate.fingerprint()},
                            {"event settings", sha256(canonical_text(generate))},
                            {"flux", flux_fingerprint(flux)}}),
               event_files, [&] {
                 const GenerationSummary summary =
                     generate_events(*physics.cross_section, total, surrogate, flux, generate,
                                     make_provenance(settings, physics, surrogate), runner.path("events"), threads);
                 say(summary_text(summary, flux));
               });

  runner.stage("validation", "validation",
               with(model, {{"surrogate", surrogate.fingerprint()},
                            {"validation settings", sha256(canonical_text(settings.validate))},
                            {"flux", flux_fingerprint(validation_flux)}}),
               {"validation.json"},
               [&] { validate(settings, physics, total, surrogate, runner.path("validation.json"), threads); });
  say(fmt::format("done: {}", settings.run.directory));
}

}  // namespace nereus
