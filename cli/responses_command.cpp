// nereus responses: inclusive responses of each shell on a (q, omega) grid.

#include <fmt/format.h>

#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

struct ResponsesArguments {
  CommonOptions common;
  std::string grid, out;
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

void run_responses(const ResponsesArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  require_writable(arguments.out);
  const CsvTable grid = CsvTable::from_file(arguments.grid, {"q_mev", "omega_mev"});
  const Physics physics = make_physics(settings);
  const InclusiveResponses responses(physics.field, physics.probe, settings.model, settings.constants);
  const auto values = evaluate(grid, responses, arguments.common.thread_count());
  const std::vector<Shell> shells = responses.shells();
  std::string text = "q_mev,omega_mev,shell,w00,w03,w11,w12,w33\n";
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t i = 0; i < shells.size(); ++i) {
      const Responses& w = values[row][i];
      text += fmt::format("{},{},{},{},{},{},{},{}\n", grid.text(row, "q_mev"), grid.text(row, "omega_mev"),
                          physics.probe.shell_label(shells[i]), exact_number(w.w00), exact_number(w.w03), exact_number(w.w11),
                          exact_number(w.w12), exact_number(w.w33));
    }
  }
  write_text_file(arguments.out, text);
}

}  // namespace

void add_responses_command(CLI::App& program) {
  auto arguments = std::make_shared<ResponsesArguments>();
  CLI::App& command =
      *program.add_subcommand("responses", "Inclusive responses W00 W03 W11 W12 W33 of each shell [MeV^-1]");
  command.add_option("--grid", arguments->grid, "CSV with q_mev,omega_mev")->required();
  command
      .add_option("--out", arguments->out,
                  "CSV: the same columns and shell,w00,w03,w11,w12,w33, one row per point and shell")
      ->required();
  add_common_options(command, arguments->common, [arguments] { run_responses(*arguments); });
}

}  // namespace nereus
