#include "meanfield/hartree_fock.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// The ground state in a box of given length.
GroundState solve_in_box(const Nucleus& nucleus, const MeanFieldOptions& options,
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

/// What must be added to r_max_fm until every orbital has fallen to 2e-7 fm^-1/2 [fm]; a field is lengthened
/// by multiples of 4 fm, so that rounding does not change how long it is. At that height what is left out is
/// 1e-7 of the amplitudes, also far from the quasi-elastic ridge.
double missing_length(const MeanField& field) {
  constexpr double end = 2e-7, multiple = 4;
  double length = 0;
  for (const BoundOrbital& orbital : field.orbitals) {
    const double u = std::abs(orbital.u[field.points - 1]);
    const double kappa = std::sqrt(-orbital.energy / field.potential(orbital.shell.isospin).B0);
    if (u > end) length = std::max(length, multiple * std::ceil(std::log(u / end) / (kappa * multiple)));
  }
  return length;
}

}  // namespace

GroundState solve_hartree_fock(const Nucleus& nucleus, const MeanFieldOptions& options,
                               const PhysicalConstants& constants) {
  GroundState state = solve_in_box(nucleus, options, constants);
  const double missing = options.fit_length ? missing_length(state.field) : 0;
  if (missing == 0) return state;
  MeanFieldOptions longer = options;
  longer.r_max_fm += missing;
  longer.box_fm += missing;
  return solve_in_box(nucleus, longer, constants);
}

}  // namespace nereus
