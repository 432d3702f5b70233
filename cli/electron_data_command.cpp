// nereus electron-data: inclusive electron scattering held against the quasi-elastic archive.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/electron_model.hpp"
#include "cli/plot_script.hpp"
#include "generator/data_directory.hpp"
#include "meanfield/ghent_field.hpp"
#include "meanfield/make_mean_field.hpp"
#include "validation/electron_comparison_file.hpp"
#include "validation/electron_coulomb.hpp"

namespace nereus {
namespace {

struct ElectronDataArguments {
  CommonOptions common;
  std::string data, experiment = "Barreau:1983ht", out;
  ElectronComparisonOptions comparison;
};

/// The card's model, the same with the attraction of the electron, and what the choice of removal energies
/// and of the field changes: experimental ones, and the field of the Ghent tables, where there are such.
std::vector<ElectronModel> models_of(const RunSettings& settings, const MeanField& field) {
  const std::string name = settings.meanfield.file.empty() ? settings.meanfield.force : "stored field";
  const ElectronCrossSection without_coulomb = make_electron_cross_section(settings, field);
  const double potential = mean_coulomb_potential(field, settings.constants);
  std::vector<ElectronModel> models{{name, without_coulomb},
                                    {fmt::format("{}, effective momentum ({:.1f} MeV)", name, potential),
                                     with_effective_momentum(without_coulomb, potential)}};
  const std::string nucleus = field.nucleus.name();
  if (nucleus != "C12" && nucleus != "O16") return models;
  if (settings.model.missing_energy.removal_energy.word == "model") {
    RunSettings variant = settings;
    variant.model.missing_energy.removal_energy = {"experimental", {}};
    models.push_back({name + ", experimental removal energies", make_electron_cross_section(variant, field)});
  }
  if (settings.meanfield.force != ghent_force) {
    const MeanField ghent = make_ghent_field(field.nucleus, settings.meanfield, settings.constants);
    models.push_back({"field of the Ghent tables", make_electron_cross_section(settings, ghent)});
  }
  return models;
}

/// The file of --data, or the one that comes with the program.
std::string data_file(const std::string& chosen, const Nucleus& nucleus) {
  if (!chosen.empty()) return chosen;
  const std::string shipped = fmt::format("{}/electron/{}.csv", data_directory(), nucleus.name());
  if (!std::filesystem::exists(shipped))
    throw InputError(
        fmt::format("no electron data of {} come with the program; give --data F.csv", nucleus.name()));
  return shipped;
}

ElectronData measured(const ElectronDataArguments& arguments, const Nucleus& nucleus) {
  const std::string file = data_file(arguments.data, nucleus);
  const ElectronData data = read_electron_data(file);
  if (data.nucleus.Z != nucleus.Z || data.nucleus.N != nucleus.N)
    throw InputError(fmt::format("'{}' holds data of {} (the card asks for {}); change `nucleus` or --data",
                                 file, data.nucleus.name(), nucleus.name()));
  return of_experiment(data, arguments.experiment);
}

void compare(const ElectronDataArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  const Nucleus nucleus = parse_nucleus(settings.target.nucleus);
  const ElectronData data = measured(arguments, nucleus);
  std::error_code problem;
  std::filesystem::create_directories(arguments.out, problem);
  const std::string file = arguments.out + "/electron_data.h5";
  require_writable(file);

  const MeanField field = make_mean_field(nucleus, settings.meanfield, settings.constants);
  const ElectronComparison comparison =
      compare_with_electrons(data, models_of(settings, field), settings.constants, arguments.comparison,
                             arguments.common.thread_count());
  Provenance provenance;
  provenance.card = effective_card(settings);
  provenance.version = NEREUS_VERSION;
  provenance.fingerprints["meanfield"] = field.fingerprint;
  write_electron_comparison(file, comparison, provenance);
  const std::string table = electron_report_text(comparison);
  write_text_file(arguments.out + "/electron_data.txt", table);
  fmt::print("{}", table);
  run_plot_script("electron_page.py", {file, "--out", arguments.out});
  fmt::print("page: {}/electron_data.html\n", arguments.out);
}

}  // namespace

void add_electron_data_command(CLI::App& program) {
  auto arguments = std::make_shared<ElectronDataArguments>();
  CLI::App& command = *program.add_subcommand(
      "electron-data", "Inclusive electron scattering against the quasi-elastic archive: chi2, peaks, plots");
  command.add_option("--data", arguments->data, "CSV as in data/electron (default: the shipped one)");
  command.add_option("--experiment", arguments->experiment,
                     "INSPIRE texkey, or all (default: Barreau:1983ht)");
  command
      .add_option("--q-max-mev", arguments->comparison.q_max,
                  "leave out settings with a larger momentum transfer (default: 1000)")
      ->check(CLI::Range(10.0, 1e4));
  command.add_option("--step-mev", arguments->comparison.curve_step, "step of the curves (default: 2)")
      ->check(CLI::Range(0.1, 100.0));
  command.add_option("--out", arguments->out, "folder: electron_data.h5, .txt, .html and pictures")
      ->required();
  add_common_options(command, arguments->common, [arguments] { compare(*arguments); });
}

}  // namespace nereus
