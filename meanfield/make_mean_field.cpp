#include "meanfield/make_mean_field.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/error.hpp"
#include "meanfield/ghent_field.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {

MeanField make_mean_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                          const PhysicalConstants& constants) {
  if (options.file.empty() && options.force == ghent_force) {
    return make_ghent_field(nucleus, options, constants);
  }
  if (options.file.empty()) {
    const GroundState state = solve_hartree_fock(nucleus, options, constants);
    spdlog::info("{}; virial relation {:+.1e} MeV, energy from levels {:+.1e} MeV", state.field.origin,
                 state.virial_residual, state.rearrangement_residual);
    return state.field;
  }
  MeanField field = read_mean_field(options.file);
  if (field.nucleus.Z != nucleus.Z || field.nucleus.N != nucleus.N)
    throw InputError(
        fmt::format("'{}' is the mean field of {} (the card asks for {}); change `nucleus` or `file`",
                    options.file, field.nucleus.name(), nucleus.name()));
  return field;
}

}  // namespace nereus
