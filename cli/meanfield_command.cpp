// nereus meanfield: solve for a ground state, or import a field that another code wrote.

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/meanfield_plot.hpp"
#include "meanfield/ghent_field.hpp"
#include "meanfield/ground_state_json.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/meanfield_file.hpp"
#include "meanfield/nuclear_matter.hpp"

namespace nereus {
namespace {

struct MeanFieldArguments {
  CommonOptions common;
  std::string nucleus, force, import, out, json, plot;
};

void print_levels(const MeanField& field) {
  for (const BoundOrbital& orbital : field.orbitals) {
    fmt::print("{:8} {:6} {:10.4f} MeV  {:g} of {}\n", name(orbital.shell.isospin), label(orbital.shell),
               orbital.energy, orbital.occupation, orbital.shell.degeneracy());
  }
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

void import_field(const MeanFieldArguments& arguments) {
  arguments.common.settings();  // nothing in a card matters here, yet mistakes in it are refused
  if (!arguments.nucleus.empty() || !arguments.force.empty() || !arguments.json.empty()) {
    throw InputError(
        "--import goes with --out and --plot alone (the file says which nucleus it is; energies are not in "
        "it)");
  }
  if (arguments.out.empty())
    throw InputError("--import without --out (nothing would be written); add --out F.h5");
  require_writable(arguments.out);
  if (!arguments.plot.empty()) require_writable(arguments.plot);
  const MeanField field = import_mean_field(arguments.import);
  write_mean_field(arguments.out, field);
  if (!arguments.plot.empty()) plot_mean_field(field, arguments.plot);
  fmt::print("{}: {}\n", field.nucleus.name(), field.origin);
  print_levels(field);
}

/// The field of the Ghent tables is no ground state: it has neither an energy nor checks.
void solve_ghent_field(const MeanFieldArguments& arguments, const RunSettings& settings) {
  if (!arguments.json.empty())
    throw InputError("--json with force \"ghent2022\" (the field is no ground state: it has no energy)");
  const MeanField field =
      make_ghent_field(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  fmt::print("{}: {}\n", field.nucleus.name(), field.origin);
  print_levels(field);
  if (!arguments.out.empty()) write_mean_field(arguments.out, field);
  if (!arguments.plot.empty()) plot_mean_field(field, arguments.plot);
}

void solve(const MeanFieldArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (!arguments.nucleus.empty()) settings.target.nucleus = arguments.nucleus;
  if (!arguments.force.empty()) settings.meanfield.force = arguments.force;
  if (!settings.meanfield.file.empty()) {
    throw InputError(fmt::format("meanfield.file = '{}' (there is nothing to solve); remove it from the card",
                                 settings.meanfield.file));
  }
  for (const std::string& path : {arguments.out, arguments.json, arguments.plot}) {
    if (!path.empty()) require_writable(path);
  }
  if (settings.meanfield.force == ghent_force) return solve_ghent_field(arguments, settings);
  const GroundState state =
      solve_hartree_fock(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  print_ground_state(state);
  fmt::print("nuclear matter of {}: {}\n", settings.meanfield.force,
             matter_text(resolve_force(settings.meanfield)));
  if (!arguments.out.empty()) write_mean_field(arguments.out, state.field);
  if (!arguments.json.empty()) write_text_file(arguments.json, ground_state_json(state));
  if (!arguments.plot.empty()) plot_mean_field(state.field, arguments.plot);
}

}  // namespace

void add_meanfield_command(CLI::App& program) {
  auto arguments = std::make_shared<MeanFieldArguments>();
  CLI::App& command = *program.add_subcommand("meanfield", "Skyrme-Hartree-Fock ground state of a nucleus");
  command.add_option("--nucleus", arguments->nucleus, "as C12, O16, Ca40; wins over the card");
  command.add_option("--force", arguments->force, "Skyrme force, as SLy4, SIII, SkM*; wins over the card");
  command.add_option("--out", arguments->out, "mean field for the other stages (HDF5)");
  command.add_option("--json", arguments->json, "energies, radii and levels");
  command.add_option("--plot", arguments->plot,
                     "picture of densities, potentials and levels (.png, .pdf, .svg)");
  command.add_option("--import", arguments->import,
                     "read the mean field of another code (HDF5) instead of solving");
  add_common_options(command, arguments->common, [arguments] {
    if (arguments->import.empty()) {
      solve(*arguments);
    } else {
      import_field(*arguments);
    }
  });
}

}  // namespace nereus
