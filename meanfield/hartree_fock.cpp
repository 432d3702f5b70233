#include "meanfield/hartree_fock.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "meanfield/meanfield_file.hpp"
#include "meanfield/self_consistency.hpp"

namespace nereus {
namespace {

SkyrmeFunctional functional_for(const NamedForce& force, const Nucleus& nucleus, bool centre_of_mass,
                                double e2) {
  const double factor = centre_of_mass ? 1 - 1.0 / nucleus.A() : 1;
  SkyrmeFunctional functional;
  functional.force = force.force;
  functional.J2 = force.settings.J2;
  functional.t4_J2 = force.settings.t4_J2;
  functional.coulomb_exchange = force.settings.coulomb_exchange;
  functional.B0_n = factor * force.settings.hbar2_2m_n;
  functional.B0_p = factor * force.settings.hbar2_2m_p;
  functional.e2 = e2;
  return functional;
}

int number_of_points(const MeanFieldOptions& options) {
  if (options.r_max_fm > options.box_fm)
    throw InputError(
        fmt::format("r_max_fm = {} is larger than box_fm = {} (orbitals exist inside the box only)",
                    options.r_max_fm, options.box_fm));
  const double steps = options.r_max_fm / options.step_fm;
  if (std::abs(steps - std::round(steps)) > 1e-6)
    throw InputError(fmt::format("r_max_fm = {} is no multiple of step_fm = {} (the grid ends at r_max_fm)",
                                 options.r_max_fm, options.step_fm));
  return static_cast<int>(std::lround(steps)) + 1;
}

/// Extended forces are metastable: they are entered slowly and from a neighbouring solution.
SelfConsistentState solve_on_grid(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                                  const SpectralGrid& grid, const MeanFieldOptions& options) {
  IterationControl control{options.tolerance_mev, static_cast<int>(options.max_iterations), options.mixing};
  GridField start = woods_saxon_field(nucleus, functional, grid);
  if (functional.force.t4 != 0) {
    control.mixing = std::min(control.mixing, 0.3);
    const SkyrmeFunctional standard =
        functional_for(named_force("SLy4"), nucleus, options.centre_of_mass, functional.e2);
    const IterationControl roughly{1e-2, control.max_iterations, control.mixing};
    start = iterate(nucleus, standard, grid, start, roughly).field;
  }
  return iterate(nucleus, functional, grid, start, control);
}

RadialPotential tabulate(const GridPotential& potential, double B0, const SpectralGrid& grid, double step,
                         int points) {
  const auto table = [&](const Eigen::ArrayXd& f) { return grid.on_uniform_grid(f, step, points); };
  Eigen::ArrayXd dB = grid.derivative(potential.B), W = potential.W;
  dB[0] = W[0] = 0;  // B is even in r, W odd
  return {table(potential.B), table(dB),          table(grid.derivative(dB)),
          table(potential.U), table(W), B0};
}

BoundOrbital tabulate(const GridOrbital& orbital, const SpectralGrid& grid, double step, int points) {
  return {orbital.shell, orbital.energy, orbital.occupation, grid.on_uniform_grid(orbital.u, step, points),
          grid.on_uniform_grid(grid.derivative(orbital.u), step, points)};
}

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

}  // namespace

GroundState solve_hartree_fock(const Nucleus& nucleus, const MeanFieldOptions& options,
                               const PhysicalConstants& constants) {
  const int points = number_of_points(options);
  const NamedForce force = resolve_force(options);
  const SpectralGrid grid(options.box_fm, options.element_fm, static_cast<int>(options.degree));
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

  MeanField& field = state.field;
  field.nucleus = nucleus;
  field.step = options.step_fm;
  field.points = points;
  field.neutron_potential = tabulate(solution.field.neutron, functional.B0_n, grid, field.step, points);
  field.proton_potential = tabulate(solution.field.proton, functional.B0_p, grid, field.step, points);
  for (const GridOrbital& orbital : solution.orbitals)
    field.orbitals.push_back(tabulate(orbital, grid, field.step, points));
  field.origin = fmt::format("Skyrme-Hartree-Fock of {} with {}, E = {:.6f} MeV after {} iterations",
                             nucleus.name(), force.name, state.energy.total(), state.iterations);
  field.fingerprint = fingerprint_of(field);
  return state;
}

MeanField make_mean_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                          const PhysicalConstants& constants) {
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
