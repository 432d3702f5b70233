// nereus meanfield: solve for a ground state, or import a field that another code wrote.

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/resonance_report.hpp"
#include "meanfield/ground_state_json.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/make_mean_field.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {
namespace {

struct MeanFieldArguments {
  CommonOptions common;
  std::string nucleus, force, import, out, json;
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

void print_ground_state(const GroundState& state) {
  fmt::print("{}: {}\n", state.field.nucleus.name(), state.field.origin);
  fmt::print("energy {:.4f} MeV, rms radius n {:.4f} fm, p {:.4f} fm, {} iterations\n", state.energy.total(),
             state.rms_n, state.rms_p, state.iterations);
  print_levels(state.field);
}

void import_field(const MeanFieldArguments& arguments) {
  const RunSettings settings = arguments.common.settings();  // only its constants matter here
  if (!arguments.nucleus.empty() || !arguments.force.empty() || !arguments.json.empty()) {
    throw InputError(
        "--import goes with --out alone (the file says which nucleus it is; energies are not in it)");
  }
  if (arguments.out.empty() && !arguments.resonances)
    throw InputError("--import without --out (nothing would be written); add --out F.h5 or --resonances");
  if (!arguments.out.empty()) require_writable(arguments.out);
  const MeanField field = import_mean_field(arguments.import);
  if (!arguments.out.empty()) write_mean_field(arguments.out, field);
  print_field(field);
  if (arguments.resonances) print_resonances(all_resonances(field, settings.constants));
}

/// Resonances of the field that the card names.
void read_field(const MeanFieldArguments& arguments, const RunSettings& settings) {
  if (!arguments.resonances || !arguments.out.empty() || !arguments.json.empty() ||
      !arguments.force.empty()) {
    throw InputError(
        fmt::format("meanfield.file = '{}' (there is nothing to solve); remove it from the card, or "
                    "ask for --resonances alone",
                    settings.meanfield.file));
  }
  const MeanField field =
      make_mean_field(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  print_field(field);
  print_resonances(all_resonances(field, settings.constants));
}

void solve(const MeanFieldArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (!arguments.nucleus.empty()) settings.target.nucleus = arguments.nucleus;
  if (!arguments.force.empty()) settings.meanfield.force = arguments.force;
  if (!settings.meanfield.file.empty()) return read_field(arguments, settings);
  for (const std::string& path : {arguments.out, arguments.json}) {
    if (!path.empty()) require_writable(path);
  }
  const GroundState state =
      solve_hartree_fock(parse_nucleus(settings.target.nucleus), settings.meanfield, settings.constants);
  print_ground_state(state);
  if (!arguments.out.empty()) write_mean_field(arguments.out, state.field);
  std::string json = arguments.json.empty() ? "" : ground_state_json(state);
  if (arguments.resonances) {
    const std::vector<Resonance> resonances = all_resonances(state.field, settings.constants);
    print_resonances(resonances);
    if (!json.empty()) json = with_resonances(json, resonances);
  }
  if (!json.empty()) write_text_file(arguments.json, json);
}

}  // namespace

void add_meanfield_command(CLI::App& program) {
  auto arguments = std::make_shared<MeanFieldArguments>();
  CLI::App& command = *program.add_subcommand("meanfield", "Skyrme-Hartree-Fock ground state of a nucleus");
  command.add_option("--nucleus", arguments->nucleus, "as C12, O16, Ca40; wins over the card");
  command.add_option("--force", arguments->force, "Skyrme force, as SLy4, SIII, SkM*; wins over the card");
  command.add_option("--out", arguments->out, "mean field for the other stages (HDF5)");
  command.add_option("--json", arguments->json, "energies, radii and levels");
  command.add_flag("--resonances", arguments->resonances,
                   "also the resonances of the outgoing nucleon, to 30 MeV and 2 MeV wide at most");
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
