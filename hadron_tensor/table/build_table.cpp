#include "hadron_tensor/table/build_table.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/sealed_file.hpp"
#include "hadron_tensor/energy_panels.hpp"
#include "hadron_tensor/table/certify.hpp"
#include "hadron_tensor/table/panel_builder.hpp"
#include "hadron_tensor/table/panel_file.hpp"
#include "hadron_tensor/table/tabulated_cross_section.hpp"

namespace nereus {
namespace {

const std::string piece_kind = "table_panels";
constexpr int rounds = 4;
constexpr double denser = 1.25;  ///< nodes to begin with, from round to round

std::size_t index_of(const std::vector<Shell>& shells, const Shell& shell) {
  return static_cast<std::size_t>(std::find(shells.begin(), shells.end(), shell) - shells.begin());
}

/// Panels between two of the first edges, from disk if they are there.
class Pieces {
 public:
  Pieces(std::string directory, std::string key) : directory_(std::move(directory)), key_(std::move(key)) {}

  std::optional<std::vector<TablePanel>> read(int round, std::size_t piece) const {
    const std::string path = path_of(round, piece);
    if (!std::filesystem::exists(path)) return std::nullopt;
    try {
      const SealedFileReader file(path, piece_kind);
      if (file.text_attribute("/", "key") == key_) return read_panels(file);
    } catch (const FileError& error) {
      spdlog::warn("made again: {}", error.what());
    }
    return std::nullopt;
  }

  void write(int round, std::size_t piece, const std::vector<TablePanel>& panels) const {
    SealedFileWriter file(path_of(round, piece), piece_kind);
    write_panels(file, panels);
    file.attribute("/", "key", key_);
    file.close();
  }

 private:
  std::string path_of(int round, std::size_t piece) const {
    return fmt::format("{}/round_{}_piece_{:03d}.h5", directory_, round, piece);
  }
  std::string directory_, key_;
};

/// Of the first round.
TableTolerance tolerance_of(const TableRequest& request) {
  TableTolerance tolerance;
  tolerance.rms *= request.accuracy() / 1e-5;
  tolerance.largest *= request.accuracy() / 1e-5;
  return tolerance;
}

/// Half of what the certificate finds too large.
void tighten(TableTolerance& tolerance, const TableCertificate& certificate) {
  bool rms = true, others = true;
  for (const CertificateSet& set : certificate.sets) {
    rms = rms && certificate.rms_passed(set);
    others = others && certificate.largest_passed(set);
  }
  if (!rms) tolerance.rms *= 0.5;
  if (!others) tolerance.largest *= 0.5;
}

/// Each interval in two, of equal length in sqrt(T).
std::vector<double> halved(const std::vector<double>& edges) {
  std::vector<double> result{edges.front()};
  for (std::size_t i = 1; i < edges.size(); ++i) {
    const double s = 0.5 * (std::sqrt(edges[i - 1]) + std::sqrt(edges[i]));
    result.push_back(s * s);
    result.push_back(edges[i]);
  }
  return result;
}

std::vector<TablePanel> build_panels(const ShellTransition& transition, const TableRequest& request,
                                     const TableTolerance& tolerance, int round, const Pieces& pieces,
                                     Threads threads) {
  const TableFrame& frame = request.frame();
  const PanelBuilder builder(transition, frame, tolerance, std::pow(denser, round));
  std::vector<double> edges =
      first_energy_panels(transition.channel(), frame.domain.t_min, frame.domain.t_max());
  // Without resonances these are wide. At a zero of the orbital (p_m = 450 MeV of a p shell), which no
  // distortion fills, deviations show that are too few for the tests of a panel.
  if (parse_final_state(transition.channel().model.final_state) != FinalState::distorted)
    edges = halved(edges);
  // Where a cut in q begins to matter the range of q has a kink.
  const double kink = 2 * frame.domain.e_nu_max - frame.domain.e_m_min - frame.domain.q_max;
  const auto above = std::upper_bound(edges.begin(), edges.end(), kink);
  constexpr double apart = 4 * narrowest_panel;
  if (above != edges.begin() && above != edges.end() && kink - *(above - 1) > apart && *above - kink > apart)
    edges.insert(above, kink);
  std::vector<TablePanel> result;
  Progress progress("table of " + request.title(), static_cast<std::int64_t>(edges.size()) - 1);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    auto panels = pieces.read(round, i);
    if (panels) {
      progress.skip(1);
    } else {
      panels = builder.build(edges[i], edges[i + 1], threads);
      pieces.write(round, i, *panels);
    }
    std::move(panels->begin(), panels->end(), std::back_inserter(result));
    progress.update(static_cast<std::int64_t>(i) + 1);
  }
  progress.finish();
  return result;
}

}  // namespace

void require_reach(const Probe& probe, const TableDomain& domain, double removal_energy,
                   const std::string& shell) {
  const double opens = removal_energy + probe.lepton_mass + domain.t_min;
  if (opens >= domain.e_nu_max) {
    throw InputError(
        fmt::format("no table up to E_nu = {} MeV for this probe ({} opens at {:.1f} MeV); raise "
                    "evaluator.e_nu_max_mev, or use evaluator.kind = \"direct\"",
                    domain.e_nu_max, shell, opens));
  }
  if (removal_energy + domain.t_min >= domain.q_max) {
    throw InputError(fmt::format(
        "no cross section below q = {} MeV ({} needs {:.1f} MeV of energy); raise model.q_max_mev",
        domain.q_max, shell, removal_energy));
  }
}

TableCertificate certify_table(const TableModel& model, std::shared_ptr<const ShellTable> table,
                               const Shell& shell, std::int64_t points, Threads threads) {
  ModelOptions exact = model.model;
  exact.accuracy = std::min(exact.accuracy, TableRequest::amplitude_model(model.model).accuracy);
  exact.missing_energy.spectroscopic_factor = {"full", {}};  // it cancels, and might be zero
  const auto direct = make_direct_cross_section(model.field, model.probe, exact, model.constants);
  const std::size_t index = index_of(direct->shells(), shell);
  require_reach(model.probe, table->frame.domain, direct->removal_energy(index), label(shell));
  std::vector<std::shared_ptr<const ShellTable>> tables(direct->shells().size());  // the others are not asked
  tables[index] = table;
  const auto tabulated =
      make_tabulated_cross_section(model.field, model.probe, exact, model.constants, std::move(tables));
  TableCertificate certificate;
  certificate.direct_accuracy = exact.accuracy;
  certificate.model =
      fmt::format("{} {} axial {}, vector {}, axial charge {}", pdg_probe(model.probe), exact.final_state,
                  exact.form_factors.axial, exact.form_factors.vector, exact.axial_charge);
  certificate.sets = certify(*direct, *tabulated, *table, index, points, threads);
  return certificate;
}

ShellTable build_shell_table(const TableModel& model, const TableRequest& request,
                             const std::string& directory, Threads threads, std::int64_t certificate_points) {
  const auto begin = std::chrono::steady_clock::now();
  const InclusiveResponses responses(model.field, model.probe, TableRequest::amplitude_model(model.model),
                                     model.constants);
  const std::size_t index = index_of(responses.shells(), request.shell());
  require_reach(model.probe, request.frame().domain, responses.strength(index).centre(), request.title());
  TableTolerance tolerance = tolerance_of(request);
  for (int round = 0;; ++round) {
    auto table = std::make_shared<ShellTable>();
    table->key = request.key();
    table->frame = request.frame();
    // Later rounds depend on what the certificate of the model found.
    const Pieces pieces(directory, fmt::format("{} {} {}", request.key(), exact_number(tolerance.rms),
                                               exact_number(tolerance.largest)));
    table->panels = build_panels(responses.transition(index), request, tolerance, round, pieces, threads);
    table->certificate = certify_table(model, table, request.shell(), certificate_points, threads);
    table->certificate.accuracy = request.accuracy();
    if (table->certificate.passed()) {
      table->build_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      return std::move(*table);
    }
    if (round + 1 == rounds) {
      throw ConvergenceError(fmt::format(
          "the table of {} does not meet its certificate ({}); ask for less with evaluator.accuracy, or use "
          "evaluator.kind = \"direct\"",
          request.title(), table->certificate.text()));
    }
    spdlog::info("the table of {} is refined: its certificate is not met\n{}", request.title(),
                 table->certificate.text());
    tighten(tolerance, table->certificate);
  }
}

}  // namespace nereus
