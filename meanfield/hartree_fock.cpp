#include "meanfield/hartree_fock.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "meanfield/self_consistency.hpp"
#include "meanfield/tabulated_field.hpp"

namespace nereus {
namespace {

/// sqrt(<r^2>) of one isospin.
double rms_radius(const std::vector<GridOrbital>& orbitals, Isospin isospin, const SpectralGrid& grid) {
  double r2 = 0, nucleons = 0;
  for (const GridOrbital& orbital : orbitals)
    if (orbital.shell.isospin == isospin) {
      r2 += orbital.occupation * grid.integral(grid.r().square() * orbital.u.square());
      nucleons += orbital.occupation;
    }
  return std::sqrt(r2 / nucleons);
}

/// What determines a solved field. The numbers themselves would not do: their last bits depend on the
/// processor and the mathematical library, and a surrogate must be recognised on another machine.
std::string fingerprint_of_inputs(const Nucleus& nucleus, const NamedForce& force,
                                  const MeanFieldOptions& options, const PhysicalConstants& constants) {
  const ForceSettings& settings = force.settings;
  return sha256(fmt::format(
      "Skyrme-Hartree-Fock 1\nZ = {}\nN = {}\n{}J2 = {}\nt4_J2 = {}\ncoulomb_exchange = {}\n"
      "hbar2_2m_n = {}\nhbar2_2m_p = {}\ncentre_of_mass = {}\ne2 = {}\ngrid = {} {} {} {} {}\n",
      nucleus.Z, nucleus.N, canonical_text(force.force), settings.J2, settings.t4_J2,
      settings.coulomb_exchange, settings.hbar2_2m_n, settings.hbar2_2m_p, options.centre_of_mass,
      constants.e2(), options.step_fm, options.r_max_fm, options.box_fm, options.element_fm, options.degree));
}

}  // namespace

GroundState solve_hartree_fock(const Nucleus& nucleus, const MeanFieldOptions& options,
                               const PhysicalConstants& constants) {
  check_table(options);
  const NamedForce force = resolve_force(options);
  const SpectralGrid grid = spectral_grid_of(options);
  const SkyrmeFunctional functional = functional_for(force, nucleus, options.centre_of_mass, constants.e2());
  const SelfConsistentState solution = solve_on_grid(nucleus, functional, grid, options);

  GroundState state;
  state.energy = energy_parts(functional, densities_of(solution.orbitals, Isospin::neutron, grid),
                              densities_of(solution.orbitals, Isospin::proton, grid), grid);
  state.rms_n = rms_radius(solution.orbitals, Isospin::neutron, grid);
  state.rms_p = rms_radius(solution.orbitals, Isospin::proton, grid);
  double sum_of_levels = 0;
  for (const GridOrbital& orbital : solution.orbitals) sum_of_levels += orbital.occupation * orbital.energy;
  state.virial_residual = virial_sum(state.energy, force.force.alpha);
  state.rearrangement_residual =
      state.energy.total() - energy_from_levels(sum_of_levels, state.energy, force.force.alpha);
  state.potential_residual = solution.residual;
  state.iterations = solution.iterations;

  const std::string origin =
      fmt::format("Skyrme-Hartree-Fock of {} with {}, E = {:.6f} MeV after {} iterations", nucleus.name(),
                  force.name, state.energy.total(), state.iterations);
  state.field =
      tabulated_field(nucleus, functional, {solution.field, solution.orbitals}, grid, options, origin);
  state.field.fingerprint = fingerprint_of_inputs(nucleus, force, options, constants);
  return state;
}

}  // namespace nereus
