#include "meanfield/self_consistency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "meanfield/field_mixing.hpp"

namespace nereus {
namespace {

// No stable nucleus is denser: three times the saturation density of nuclear matter [fm^-3].
constexpr double collapse_density = 0.48;

/// The six potentials as one vector, weighted so that its norm is an integral over space near the surface.
Eigen::VectorXd packed(const GridField& field, const Eigen::ArrayXd& weights) {
  const Eigen::Index n = weights.size();
  Eigen::VectorXd vector(6 * n);
  Eigen::Index at = 0;
  for (const GridPotential* q : {&field.neutron, &field.proton})
    for (const Eigen::ArrayXd* part : {&q->B, &q->U, &q->W}) {
      vector.segment(at, n) = *part * weights;
      at += n;
    }
  return vector;
}

GridField unpacked(const Eigen::VectorXd& vector, const Eigen::ArrayXd& weights) {
  const Eigen::Index n = weights.size();
  GridField field;
  Eigen::Index at = 0;
  for (GridPotential* q : {&field.neutron, &field.proton})
    for (Eigen::ArrayXd* part : {&q->B, &q->U, &q->W}) {
      *part = vector.segment(at, n).array() / weights;
      at += n;
    }
  return field;
}

double largest_change(const GridField& a, const GridField& b) {
  double change = 0;
  for (Isospin q : {Isospin::neutron, Isospin::proton})
    change = std::max({change, (a.of(q).B - b.of(q).B).abs().maxCoeff(),
                       (a.of(q).U - b.of(q).U).abs().maxCoeff(), (a.of(q).W - b.of(q).W).abs().maxCoeff()});
  return change;
}

std::vector<GridOrbital> empty_orbitals(const Nucleus& nucleus) {
  std::vector<GridOrbital> orbitals;
  for (Isospin q : {Isospin::neutron, Isospin::proton})
    for (const OccupiedShell& filled : fill_shells(q == Isospin::neutron ? nucleus.N : nucleus.Z, q))
      orbitals.push_back({filled.shell, filled.occupation, 0, {}});
  return orbitals;
}

void refuse_collapse(const Nucleus& nucleus, const Densities& n, const Densities& p, const GridField& field,
                     int iteration) {
  const double densest = (n.rho + p.rho).maxCoeff();
  const double smallest_B = std::min(field.neutron.B.minCoeff(), field.proton.B.minCoeff());
  if (std::isfinite(densest) && densest <= collapse_density && smallest_B > 0) return;
  throw ConvergenceError(fmt::format(
      "{} collapses with this force (in iteration {} its density reached {:.2f} fm^-3{}: the energy has no "
      "Hartree-Fock "
      "minimum); use another force",
      nucleus.name(), iteration, densest, smallest_B > 0 ? "" : " and its effective mass became negative"));
}

void refuse_unbound(const Nucleus& nucleus, const std::vector<GridOrbital>& orbitals) {
  for (const GridOrbital& orbital : orbitals)
    if (orbital.energy >= 0)
      throw ConvergenceError(
          fmt::format("{} has no bound ground state with this force (the {} shell {} lies at {:+.3f} MeV); "
                      "use another nucleus or "
                      "force",
                      nucleus.name(), name(orbital.shell.isospin), label(orbital.shell), orbital.energy));
}

void sort_by_energy(std::vector<GridOrbital>& orbitals) {
  std::stable_sort(orbitals.begin(), orbitals.end(), [](const GridOrbital& a, const GridOrbital& b) {
    if (a.shell.isospin != b.shell.isospin) return a.shell.isospin == Isospin::neutron;
    return a.energy < b.energy;
  });
}

}  // namespace

GridField woods_saxon_field(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                            const SpectralGrid& grid) {
  const Eigen::ArrayXd& r = grid.r();
  const double A = nucleus.A(), radius = 1.27 * std::cbrt(A), diffuseness = 0.67;
  const Eigen::ArrayXd shape = 1 / (1 + ((r - radius) / diffuseness).exp());
  const Eigen::ArrayXd slope = -shape * (1 - shape) / diffuseness;
  const double asymmetry = 33 * (nucleus.N - nucleus.Z) / A;
  const auto potential = [&](double B0, double depth) {
    // V_ls l.s r0^2 f'/r with V_ls = 0.44 depth, and <sigma.l> = 2 <l.s>.
    return GridPotential{Eigen::ArrayXd::Constant(r.size(), B0), -depth * shape,
                         0.44 * depth * 1.27 * 1.27 / 2 * slope};
  };
  GridField field{potential(functional.B0_n, 51 - asymmetry), potential(functional.B0_p, 51 + asymmetry)};
  // Homogeneously charged sphere.
  const double Ze2 = nucleus.Z * functional.e2;
  field.proton.U +=
      (r < radius).select(Ze2 / (2 * radius) * (3 - (r / radius).square()), Ze2 / r.max(radius));
  return field;
}

SelfConsistentState iterate(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                            const SpectralGrid& grid, const GridField& start,
                            const IterationControl& control) {
  constexpr int history = 8;
  const Eigen::ArrayXd weights = grid.weights().sqrt();
  AndersonMixer mixer(control.mixing, 0);

  SelfConsistentState state;
  state.field = start;
  state.orbitals = empty_orbitals(nucleus);
  while (true) {
    ++state.iterations;
    RadialHamiltonian h_n(grid, state.field.neutron), h_p(grid, state.field.proton);
    for (GridOrbital& orbital : state.orbitals) {
      RadialHamiltonian& h = orbital.shell.isospin == Isospin::neutron ? h_n : h_p;
      const EigenState eigenstate = h.bound_state(orbital.shell, orbital.u);
      orbital.energy = eigenstate.energy;
      orbital.u = eigenstate.u;
    }
    const Densities n = densities_of(state.orbitals, Isospin::neutron, grid);
    const Densities p = densities_of(state.orbitals, Isospin::proton, grid);
    const GridField generated = mean_field_of(functional, n, p, grid);
    refuse_collapse(nucleus, n, p, generated, state.iterations);
    state.residual = largest_change(generated, state.field);
    if (state.residual < control.tolerance) break;
    if (state.iterations >= control.max_iterations)
      throw ConvergenceError(
          fmt::format("the mean field of {} did not converge (after {} iterations its potentials still "
                      "change by {:.1e} MeV); "
                      "use a smaller mixing or more iterations",
                      nucleus.name(), state.iterations, state.residual));
    if (state.residual < control.accelerate_below) mixer.set_history(history);
    state.field = unpacked(mixer.next(packed(state.field, weights), packed(generated, weights)), weights);
  }
  sort_by_energy(state.orbitals);
  return state;
}

SelfConsistentState solve_on_grid(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                                  const SpectralGrid& grid, const MeanFieldOptions& options) {
  IterationControl control;
  control.tolerance = options.tolerance_mev;
  control.max_iterations = static_cast<int>(options.max_iterations);
  control.mixing = options.mixing;
  GridField start = woods_saxon_field(nucleus, functional, grid);
  if (functional.force.t4 != 0) {
    control.mixing = std::min(control.mixing, 0.3);
    // Acceleration would hold a collapsing nucleus for ever near the saddle point that it passes.
    control.accelerate_below = 0.02;
    const SkyrmeFunctional standard =
        functional_for(named_force("SLy4"), nucleus, options.centre_of_mass, functional.e2);
    IterationControl roughly = control;
    roughly.tolerance = 1e-2;
    start = iterate(nucleus, standard, grid, start, roughly).field;
  }
  SelfConsistentState state = iterate(nucleus, functional, grid, start, control);
  refuse_unbound(nucleus, state.orbitals);
  return state;
}

}  // namespace nereus
