// nereus sigma: cross section of each shell against the neutrino energy.

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "hadron_tensor/quasi_bound.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {
namespace {

struct SigmaArguments {
  CommonOptions common;
  std::vector<double> energies;
  std::string out;
  double t_max = 0;
};

void check_energies(const std::vector<double>& energies) {
  for (const double energy : energies) {
    if (!std::isfinite(energy) || energy <= 0 || energy > 1e5) {
      throw InputError(
          fmt::format("--energies-mev {} is out of range (it must lie in 0 ... 100000 MeV)", energy));
    }
  }
}

/// What the model's cut in q leaves out, energy by energy.
void print_share_of_cut(const RunSettings& settings, const Physics& physics, const std::vector<double>& energies,
                        const std::vector<std::vector<double>>& sigma, Threads threads) {
  ModelOptions uncut = settings.model;
  uncut.q_max_mev = 0;
  const InclusiveResponses responses(physics.field, physics.probe, uncut, settings.constants);
  const auto whole = shell_cross_sections(responses, physics.probe, energies, threads);
  for (std::size_t i = 0; i < energies.size(); ++i) {
    double kept = 0, all = 0;
    for (std::size_t shell = 0; shell < sigma.size(); ++shell) {
      kept += sigma[shell][i];
      all += whole[shell][i];
    }
    fmt::print("E_nu = {:g} MeV: the cut q < {:g} MeV leaves out {:.4f} % of sigma\n", energies[i],
               settings.model.q_max_mev, all > 0 ? 100 * (1 - kept / all) : 0.0);
  }
}

void run_sigma(const SigmaArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  check_energies(arguments.energies);
  require_writable(arguments.out);
  const Physics physics = make_physics(settings);
  const Threads threads = arguments.common.thread_count();
  const InclusiveResponses responses(physics.field, physics.probe, settings.model, settings.constants);
  const auto sigma = shell_cross_sections(responses, physics.probe, arguments.energies, threads);
  const auto quasi_bound = discrete_cross_sections(responses, physics.probe, arguments.energies);
  std::vector<std::vector<double>> slow;
  if (arguments.t_max > 0) {
    slow = shell_cross_sections(responses, physics.probe, arguments.energies, threads, arguments.t_max);
  }
  if (settings.model.q_max_mev > 0) print_share_of_cut(settings, physics, arguments.energies, sigma, threads);
  const std::vector<Shell>& shells = physics.cross_section->shells();
  std::string text = "e_nu_mev,shell,sigma_1e-38cm2,quasi_bound_1e-38cm2";
  text += slow.empty() ? "\n" : ",below_t_max_1e-38cm2\n";
  for (std::size_t i = 0; i < arguments.energies.size(); ++i) {
    for (std::size_t shell = 0; shell < shells.size(); ++shell) {
      text += fmt::format("{},{},{},{}", exact_number(arguments.energies[i]),
                          physics.probe.shell_label(shells[shell]),
                          exact_number(sigma[shell][i] * fm2_in_1e38_cm2),
                          exact_number(quasi_bound[shell][i] * fm2_in_1e38_cm2));
      if (!slow.empty()) text += "," + exact_number(slow[shell][i] * fm2_in_1e38_cm2);
      text += "\n";
    }
  }
  write_text_file(arguments.out, text);
}

}  // namespace

void add_sigma_command(CLI::App& program) {
  auto arguments = std::make_shared<SigmaArguments>();
  CLI::App& command =
      *program.add_subcommand("sigma", "Cross section of each shell per nucleus against E_nu");
  command.add_option("--energies-mev", arguments->energies, "neutrino energies, as 200,300,400")
      ->delimiter(',')
      ->required();
  command
      .add_option(
          "--out", arguments->out,
          "CSV with e_nu_mev,shell,sigma_1e-38cm2,quasi_bound_1e-38cm2: the continuum, and what ends in "
          "quasi-bound states beside it (see meanfield --resonances)")
      ->required();
  command
      .add_option("--t-max-mev", arguments->t_max,
                  "also the part of the continuum below this kinetic energy of the nucleon, as 2: the narrow "
                  "resonances")
      ->check(CLI::Range(1e-3, 1e4));
  add_common_options(command, arguments->common, [arguments] { run_sigma(*arguments); });
}

}  // namespace nereus
