// nereus ghent-tables: the model against the published inclusive tables of the Ghent group.

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "cli/plot_script.hpp"
#include "generator/data_directory.hpp"
#include "meanfield/make_mean_field.hpp"
#include "validation/ghent_tables.hpp"

namespace nereus {
namespace {

struct GhentTablesArguments {
  CommonOptions common;
  std::string out;
};

void run_ghent_tables(const GhentTablesArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  const Nucleus nucleus = parse_nucleus(settings.target.nucleus);
  if (nucleus.name() != "C12" || settings.probe.particle.rfind("nu_", 0) != 0) {
    throw InputError(fmt::format("no Ghent table of {} and {} (shipped: C12 and neutrinos)", nucleus.name(),
                                 settings.probe.particle));
  }
  const std::string tables = (std::filesystem::path(data_directory()) / "ghent" / "C12_nu.h5").string();
  const std::string file = arguments.out + "/ghent_tables.h5";
  std::error_code problem;
  std::filesystem::create_directories(arguments.out, problem);
  require_writable(file);
  const MeanField field = make_mean_field(nucleus, settings.meanfield, settings.constants);
  const Probe probe = make_probe(settings.probe, settings.constants);
  std::vector<GhentComparison> comparisons;
  for (const auto& [wave, final_state] :
       {std::pair<std::string, std::string>{"HF", "distorted"}, {"HF_PW", "plane_wave"}}) {
    settings.model.final_state = final_state;
    const InclusiveResponses responses(field, probe, settings.model, settings.constants);
    comparisons.push_back(compare_with_ghent(wave, read_ghent_nodes(tables, wave), responses, probe,
                                             settings.constants, arguments.common.thread_count()));
  }
  const std::string report = ghent_report_text(comparisons);
  write_ghent_comparisons(file, comparisons);
  write_text_file(arguments.out + "/ghent_tables.txt", report);
  fmt::print("{}", report);
  run_plot_script("plot_ghent_tables.py", {file, "--out", arguments.out + "/ghent_tables.png"});
  fmt::print("plot: {}/ghent_tables.png\n", arguments.out);
  for (const GhentComparison& comparison : comparisons) {
    if (!within_limits(comparison)) {
      throw ModelMismatch(
          "the model is not that of the Ghent tables (a deviation above is beyond 0.3 % median, 1 % for 90 "
          "%, 2.5 % "
          "at most, or 1 % of d2sigma); use preset = \"ghent2022\"");
    }
  }
}

}  // namespace

void add_ghent_tables_command(CLI::App& program) {
  auto arguments = std::make_shared<GhentTablesArguments>();
  CLI::App& command = *program.add_subcommand(
      "ghent-tables", "Inclusive responses against the published tables of the Ghent group (12C, neutrinos)");
  command.add_option("--out", arguments->out, "folder: ghent_tables.h5, .txt and .png")->required();
  add_common_options(command, arguments->common, [arguments] { run_ghent_tables(*arguments); });
}

}  // namespace nereus
