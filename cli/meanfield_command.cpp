// nereus meanfield: solve for a ground state, or import a field that another code wrote.

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/meanfield_plot.hpp"
#include "cli/resonance_report.hpp"
#include "meanfield/ground_state_json.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/make_mean_field.hpp"
#include "meanfield/meanfield_file.hpp"
#include "meanfield/nuclear_matter.hpp"

namespace nereus {
namespace {

struct MeanFieldArguments {
  CommonOptions common;
  std::string nucleus, force, import, out, json, plot;
  bool resonances = false;
};

void print_levels(const MeanField& field) {
  for (const BoundOrbital& orbital : field.orbitals) {
    fmt::print("{:8} {:6} {:10.4f} MeV  {:g} of {}\n", name(orbital.shell.isospin), label(orbital.shell),
               orbital.energy, orbital.occupation, orbital.shell.degeneracy());
  }
}

void print_field(const MeanField& field) {
  fmt::print("{}: {}\n", field.nucleus.name(), field.origin);
  print_levels(field);
}

/// Symmetric matter of the force: a mistyped parameter shows here at once.
std::string matter_text(const NamedForce& force) {
  try {
    const NuclearMatter matter =
        nuclear_matter(force.force, (force.settings.hbar2_2m_n + force.settings.hbar2_2m_p) / 2);
    return fmt::format("E/A {:.3f} MeV at {:.4f} fm^-3, K {:.1f} MeV, m*/m {:.3f}", matter.energy,
                       matter.density, matter.incompressibility, matter.effective_mass);
  } catch (const ConvergenceError& error) {
    return error.what();
  }
}

void print_ground_state(const GroundState& state) {
  fmt::print("{}: {}\n", state.field.nucleus.name(), state.field.origin);
  fmt::print("energy {:.4f} MeV, rms radius n {:.4f} fm, p {:.4f} fm, {} iterations\n", state.energy.total(),
             state.rms_n, state.rms_p, state.iterations);
  fmt::print("checks: virial relation {:+.1e} MeV, energy from the levels {:+.1e} MeV (both 0 if exact)\n",
             state.virial_residual, state.rearrangement_residual);
  print_levels(state.field);
}

/// Everything that is asked for beside the printed levels; `json` is that of the ground state, or empty.
void write_results(const MeanFieldArguments& arguments, const RunSettings& settings, const MeanField& field,
                   std::string json) {
  if (!arguments.out.empty()) write_mean_field(arguments.out, field);
  if (arguments.resonances) {
    const std::vector<Resonance> resonances = all_resonances(field, settings.constants);
    print_resonances(resonances);
    if (!json.empty()) json = with_resonances(json, resonances);
  }
  if (!json.empty()) write_text_file(arguments.json, json);
  if (!arguments.plot.empty()) plot_mean_field(field, arguments.plot);
}

void import_field(const MeanFieldArguments& arguments, const RunSettings& settings) {
  if (!arguments.nucleus.empty() || !arguments.force.empty() || !arguments.json.empty()) {
    throw InputError(
        "--import goes without --nucleus, --force and --json (the file says which nucleus it is; energies "
        "are "
        "not in it)");
  }
  if (arguments.out.empty() && arguments.plot.empty() && !arguments.resonances) {
    throw InputError(
        "--import alone (nothing would be written); add --out F.h5, --plot F.png or --resonances");
  }
  const MeanField field = import_mean_field(arguments.import);
  print_field(field);
  write_results(arguments, settings, field, "");
}

/// A field that is read, or that of the Ghent tables: no ground state, so that it has neither energy nor
/// checks.
void show_field(const MeanFieldArguments& arguments, const RunSettings& settings) {
  if (!arguments.json.empty()) {
    throw InputError(
        "--json with a stored field or force \"ghent2022\" (it is no ground state with an energy); leave it "
        "out");
  }
  const MeanField field =
      make_mean_field(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  print_field(field);
  write_results(arguments, settings, field, "");
}

void solve(const MeanFieldArguments& arguments, const RunSettings& settings) {
  const GroundState state =
      solve_hartree_fock(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  print_ground_state(state);
  fmt::print("nuclear matter of {}: {}\n", settings.meanfield.force,
             matter_text(resolve_force(settings.meanfield)));
  write_results(arguments, settings, state.field, arguments.json.empty() ? "" : ground_state_json(state));
}

void run_meanfield(const MeanFieldArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  for (const std::string& path : {arguments.out, arguments.json, arguments.plot}) {
    if (!path.empty()) require_writable(path);
  }
  if (!arguments.import.empty()) return import_field(arguments, settings);
  if (!arguments.nucleus.empty()) settings.target.nucleus = arguments.nucleus;
  if (!arguments.force.empty()) settings.meanfield.force = arguments.force;
  if (!settings.meanfield.file.empty() && !arguments.force.empty()) {
    throw InputError(
        fmt::format("--force with meanfield.file = '{}' (there is nothing to solve); leave out one of them",
                    settings.meanfield.file));
  }
  if (!settings.meanfield.file.empty() || settings.meanfield.force == ghent_force) {
    return show_field(arguments, settings);
  }
  solve(arguments, settings);
}

}  // namespace

void add_meanfield_command(CLI::App& program) {
  auto arguments = std::make_shared<MeanFieldArguments>();
  CLI::App& command = *program.add_subcommand("meanfield", "Skyrme-Hartree-Fock ground state of a nucleus");
  command.add_option("--nucleus", arguments->nucleus, "as C12, O16, Ca40; wins over the card");
  command.add_option("--force", arguments->force,
                     "Skyrme force, as SLy4, SIII, SkM*, or ghent2022; wins over the card");
  command.add_option("--out", arguments->out, "mean field for the other stages (HDF5)");
  command.add_option("--json", arguments->json, "energies, radii and levels");
  command.add_option("--plot", arguments->plot,
                     "picture of densities, potentials and levels (.png, .pdf, .svg)");
  command.add_flag("--resonances", arguments->resonances,
                   "also the resonances of the outgoing nucleon, to 30 MeV and 2 MeV wide at most");
  command.add_option("--import", arguments->import,
                     "read the mean field of another code (HDF5) instead of solving");
  add_common_options(command, arguments->common, [arguments] { run_meanfield(*arguments); });
}

}  // namespace nereus
