// nereus responses: inclusive responses of each shell on a (q, omega) grid.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/error_estimate.hpp"
#include "cli/physics.hpp"
#include "hadron_tensor/genie_tables.hpp"

namespace nereus {
namespace {

struct ResponsesArguments {
  CommonOptions common;
  std::string grid, out, genie_tables;
  bool estimate_error = false;
};

/// Responses at every row of the grid, one per shell.
std::vector<std::vector<Responses>> evaluate(const CsvTable& grid, const InclusiveResponses& responses,
                                             Threads threads) {
  std::vector<Transfer> transfers(grid.rows());
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    Transfer& transfer = transfers[row];
    transfer.q = grid.number(row, "q_mev");
    transfer.omega = grid.number(row, "omega_mev");
    if (transfer.q <= 0 || transfer.q > 1e5) {
      throw InputError(fmt::format("{}: q_mev = {} is out of range (it must lie in 0 ... 100000 MeV)",
                                   grid.where(row), transfer.q));
    }
  }
  std::vector<std::vector<Responses>> result(grid.rows());
  parallel_for(grid.rows(), threads, [&](std::size_t row) { result[row] = responses.at(transfers[row]); });
  return result;
}

double lowest_removal_energy(const InclusiveResponses& responses) {
  double lowest = 60;
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    const ShellStrength& strength = responses.strength(shell);
    lowest = std::min(lowest, strength.is_delta() ? strength.centre() : strength.threshold());
  }
  return lowest;
}

/// Largest kinetic energy of a nucleon on the grid, 0 if none comes out [MeV].
double largest_kinetic_energy(const CsvTable& grid, const InclusiveResponses& responses) {
  double largest = 0;
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
      largest = std::max(largest, grid.number(row, "omega_mev") - responses.strength(shell).centre());
    }
  }
  return largest;
}

/// Three tables in the format of GENIE; each is read back before the next is made.
void write_genie_tables(const ResponsesArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  const Physics physics = make_physics(settings);
  struck_by_neutrinos(physics.probe, "no GENIE tables");
  const InclusiveResponses responses(physics.field, physics.probe, settings.model, settings.constants);
  std::filesystem::create_directories(arguments.genie_tables);
  Progress progress("tables", 3);
  int done = 0;
  for (const GenieRange& range : genie_ranges(lowest_removal_energy(responses))) {
    const GenieTable table =
        tabulate_responses(responses, physics.field.nucleus, "QE_HF_" + range.name, range.omega,
                           genie_momenta(), arguments.common.thread_count());
    const std::string path =
        (std::filesystem::path(arguments.genie_tables) /
         genie_file_name(table.nucleus, physics.probe, settings.model.final_state, range.name))
            .string();
    write_text_file(path, genie_text(table));
    if (read_genie_table(path).W.size() != table.W.size()) {
      throw FileError(fmt::format("'{}' does not read back (disk or file system)", path));
    }
    progress.update(++done, path);
  }
  progress.finish();
}

void run_responses(const ResponsesArguments& arguments) {
  if (!arguments.genie_tables.empty()) {
    if (!arguments.grid.empty() || !arguments.out.empty() || arguments.estimate_error) {
      throw InputError(
          "--genie-tables goes without --grid, --out and --estimate-error (GENIE's grid is fixed)");
    }
    return write_genie_tables(arguments);
  }
  if (arguments.grid.empty() || arguments.out.empty()) {
    throw InputError("--grid and --out, or --genie-tables, are needed");
  }
  const RunSettings settings = arguments.common.settings();
  require_writable(arguments.out);
  const CsvTable grid = CsvTable::from_file(arguments.grid, {"q_mev", "omega_mev"});
  const Physics physics = make_physics(settings);
  const InclusiveResponses responses(physics.field, physics.probe, settings.model, settings.constants);
  if (arguments.estimate_error) {
    report_error_estimate(settings, physics, largest_kinetic_energy(grid, responses),
                          arguments.common.thread_count());
  }
  const auto values = evaluate(grid, responses, arguments.common.thread_count());
  const std::vector<Shell> shells = responses.shells();
  std::string text = "q_mev,omega_mev,shell,w00,w03,w11,w12,w33\n";
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t i = 0; i < shells.size(); ++i) {
      const Responses& w = values[row][i];
      text += fmt::format("{},{},{},{},{},{},{},{}\n", grid.text(row, "q_mev"), grid.text(row, "omega_mev"),
                          physics.probe.shell_label(shells[i]), exact_number(w.w00), exact_number(w.w03),
                          exact_number(w.w11), exact_number(w.w12), exact_number(w.w33));
    }
  }
  write_text_file(arguments.out, text);
}

}  // namespace

void add_responses_command(CLI::App& program) {
  auto arguments = std::make_shared<ResponsesArguments>();
  CLI::App& command =
      *program.add_subcommand("responses", "Inclusive responses W00 W03 W11 W12 W33 of each shell [MeV^-1]");
  command.add_option("--grid", arguments->grid, "CSV with q_mev,omega_mev");
  command.add_option("--out", arguments->out,
                     "CSV: the same columns and shell,w00,w03,w11,w12,w33, one row per point and shell");
  command.add_option("--genie-tables", arguments->genie_tables,
                     "instead: three tables of the whole nucleus in GENIE's format, into this folder");
  add_error_estimate(command, arguments->estimate_error);
  add_common_options(command, arguments->common, [arguments] { run_responses(*arguments); });
}

}  // namespace nereus
