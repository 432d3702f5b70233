// nereus table: the tables of the cross section, and how far they are from the direct evaluator.

#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "hadron_tensor/table/table_store.hpp"

namespace nereus {
namespace {

struct TableArguments {
  CommonOptions common;
  std::int64_t certify = 0;
};

void run_table(const TableArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  const Threads threads = arguments.common.thread_count();
  const Physics physics = make_physics(settings);
  const TableModel model{physics.field, physics.probe, settings.model, settings.constants};
  const auto tables = open_tables(model, settings.evaluator, threads);
  const std::vector<Shell>& shells = physics.cross_section->shells();
  std::size_t bytes = 0;
  bool passed = true;
  for (std::size_t shell = 0; shell < shells.size(); ++shell) {
    const ShellTable& table = *tables[shell];
    bytes += table.bytes();
    fmt::print("{} of {}: T up to {:.1f} MeV in {} panels, {:.1f} MB, made in {:.0f} s\n",
               physics.probe.shell_label(shells[shell]), physics.field.nucleus.name(),
               table.frame.domain.t_max(), table.panels.size(), 1e-6 * static_cast<double>(table.bytes()),
               table.build_seconds);
    TableCertificate certificate = table.certificate;
    if (arguments.certify > 0) {
      certificate = certify_table(model, tables[shell], shells[shell], arguments.certify, threads);
      certificate.accuracy = table.certificate.accuracy;
    }
    fmt::print("{}\n{}", certificate.model, certificate.text());
    passed = passed && certificate.passed();
  }
  fmt::print("{:.1f} MB in {}\n", 1e-6 * static_cast<double>(bytes), table_directory(settings.evaluator));
  if (!passed)
    throw ConvergenceError(
        "a certificate is not met (see above); lower evaluator.accuracy, which makes another table, or use "
        "evaluator.kind = \"direct\"");
}

}  // namespace

void add_table_command(CLI::App& program) {
  auto arguments = std::make_shared<TableArguments>();
  CLI::App& command = *program.add_subcommand(
      "table",
      "Tables of the cross section for a card: makes those that are missing, prints their certificates");
  command
      .add_option(
          "--certify", arguments->certify,
          "measure again: random points in each set of each shell, as 100000 (those of the file: 10000)")
      ->check(CLI::Range(std::int64_t{100}, std::int64_t{1} << 30));
  add_common_options(command, arguments->common, [arguments] { run_table(*arguments); });
}

}  // namespace nereus
