#include "hadron_tensor/continuum_waves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "hadron_tensor/coulomb_functions.hpp"
#include "hadron_tensor/numerov.hpp"

namespace nereus {

namespace {

/// A cut of the field may leave out this multiple of the accuracy, as estimated.
constexpr double field_end_slack = 3;

}  // namespace

/// Fine steps for the differential equation, coarse ones for the integrals.
struct ContinuumSolver::Grid {
  int stride = 1;        ///< fine step in steps of the field
  int coarse = 1;        ///< coarse step in fine steps
  int coarse_count = 0;  ///< coarse points, r = 0 not counted
  int match = 0;         ///< outer matching point, in fine steps
  int gap = 1;           ///< distance of the inner matching point, in fine steps
};

/// A partial wave that is taken from another energy.
struct ContinuumSolver::Replacement {
  int partial_wave = 0;
  double kinetic_energy = 0;  ///< [MeV]
};

ContinuumSolver::ContinuumSolver(const MeanField& field, Isospin isospin, const PhysicalConstants& constants,
                                 double accuracy)
    : equation_(field, isospin, constants), accuracy_(accuracy), hbar_c_(constants.hbar_c) {
  bound_reach_ = Eigen::ArrayXd::Zero(field.points);
  for (const BoundOrbital& orbital : field.orbitals) bound_reach_ = bound_reach_.max(orbital.u.abs());
  Eigen::Index edge = field.points - 1;
  while (edge > 1 && bound_reach_[edge] < 0.01 * accuracy_) --edge;
  r_bound_ = field.radius(static_cast<int>(edge));
  r_field_ = equation_.reach(accuracy_);
  require_whole_field(field);
  for (const Resonance& found : find_resonances(equation_)) {
    (found.quasi_bound() ? quasi_bound_ : resonances_).push_back(found);
  }
}

void ContinuumSolver::require_whole_field(const MeanField& field) const {
  const double R = field.radius(field.points - 1);
  const auto complain = [&](const std::string& what, double error) {
    throw ConvergenceError(fmt::format(
        "the mean field is cut off too early ({} has not ended at {:.4g} fm: about {:.1e} of the amplitudes "
        "is "
        "left out, the accuracy is {:.1e}); raise meanfield.r_max_fm (and box_fm), or model.accuracy",
        what, R, error, accuracy_));
  };
  for (const BoundOrbital& orbital : field.orbitals) {
    // The tail falls as e^(-kappa r); on the ridge the multipoles j_J(qr) are below 1/(0.75 fm^-1 r) there.
    const double kappa = std::sqrt(-orbital.energy / field.potential(orbital.shell.isospin).B0);
    const double left_out = std::abs(orbital.u[field.points - 1]) / (kappa * 0.75 * R);
    if (left_out > field_end_slack * accuracy_) complain("orbital " + label(orbital.shell), left_out);
  }
  // Half a fm is the range of the densities' tails; the phase of a wave changes by int w dr/(2k).
  const Eigen::Index last = equation_.a.size() - 1;
  const double left_out = 0.5 * std::abs(equation_.a[last] - equation_.charge_e2 / (equation_.B0 * R));
  if (left_out > field_end_slack * accuracy_) complain("the potential", left_out);
}

ContinuumSolver::Grid ContinuumSolver::choose_grid(double kinetic_energy, double q_max) const {
  const double E = equation_.energy(kinetic_energy);
  const double k = std::sqrt(E / equation_.B0);
  Grid grid;
  // Numerov's error per radian of phase is (k h)^4/480, nearly all of it removed by the dispersion
  // correction; the constant below is set by the convergence test of tests/hadron_tensor.
  const double k_inside = std::sqrt(E / equation_.B0 + equation_.depth);
  const double fine = std::min(0.05, 1.6 * std::pow(accuracy_, 0.25) / k_inside);
  if (fine < 0.25 * equation_.step) {
    throw ConvergenceError(fmt::format(
        "no waves of the nucleon at T = {:.4g} MeV (steps of {:.2g} fm are needed, the mean field has {:.2g} "
        "fm); lower meanfield.step_fm or stay below this energy",
        kinetic_energy, fine, equation_.step));
  }
  grid.stride = std::max(1, static_cast<int>(fine / equation_.step));
  const double h = grid.stride * equation_.step;
  // The trapezoid rule is exact up to the wave number 2 pi/dr of the integrand; the bound state and
  // its product with the field hold little beyond 4-5 fm^-1.
  const double band = k + q_max / hbar_c_ + 5.0 + 0.35 * std::log(1e-4 / accuracy_);
  const double dr = std::min(0.2, 2 * M_PI / band);
  grid.coarse = std::max(1, static_cast<int>(dr / h + 1e-9));
  grid.coarse_count = static_cast<int>(r_bound_ / (grid.coarse * h));
  const double r_match = std::max({r_field_, r_bound_, equation_.coulomb_matching_radius(k)});
  grid.gap = std::max(1, static_cast<int>(std::min(2.0, 0.8 / k) / h));
  grid.match = static_cast<int>(std::ceil(r_match / h)) + grid.gap;
  return grid;
}

std::vector<ContinuumSolver::Replacement> ContinuumSolver::replacements(double kinetic_energy) const {
  std::vector<Replacement> result;
  for (const Resonance& state : quasi_bound_) {
    if (std::abs(kinetic_energy - state.kinetic_energy) >= quasi_bound_window) continue;
    const double below = state.kinetic_energy - quasi_bound_window;
    // Next to threshold there is only the upper edge.
    const bool lower =
        kinetic_energy < state.kinetic_energy && below > std::max(lowest_energy(), 0.1 * quasi_bound_window);
    result.push_back({partial_wave_index(state.shell.l, state.shell.two_j),
                      lower ? below : state.kinetic_energy + quasi_bound_window});
  }
  return result;
}

Eigen::ArrayXd ContinuumSolver::reach_at(const Eigen::ArrayXd& radii) const {
  return radii.unaryExpr([this](double r) {
    return bound_reach_[std::min(bound_reach_.size() - 1,
                                 static_cast<Eigen::Index>(std::lround(r / equation_.step)))];
  });
}

ContinuumWaves ContinuumSolver::empty_waves(const Grid& grid, double kinetic_energy) const {
  ContinuumWaves waves;
  waves.k = std::sqrt(equation_.energy(kinetic_energy) / equation_.B0);
  waves.B0 = equation_.B0;
  waves.eta = equation_.eta(waves.k);
  waves.step = grid.coarse * grid.stride * equation_.step;
  return waves;
}

ContinuumWaves ContinuumSolver::solve(double kinetic_energy, double q_max) const {
  Grid grid = choose_grid(kinetic_energy, q_max);
  const auto replaced = replacements(kinetic_energy);
  for (const Replacement& other : replaced) {
    const Grid there = choose_grid(other.kinetic_energy, q_max);
    grid.match = std::max(grid.match, (there.match * there.stride + grid.stride - 1) / grid.stride);
  }
  ContinuumWaves waves = solve_on(grid, kinetic_energy);
  for (const Replacement& other : replaced) {
    const ContinuumWaves there = solve_on(grid, other.kinetic_energy);
    const int c = other.partial_wave;
    if (c >= std::min(waves.u.cols(), there.u.cols())) continue;  // out of the bound states' reach
    waves.u.col(c) = there.u.col(c);
    waves.phase[c] = there.phase[c];
    waves.delta[c] = there.delta[c];
  }
  return waves;
}

ContinuumWaves ContinuumSolver::discrete_wave(const Resonance& state, double q_max) const {
  const Grid grid = choose_grid(state.kinetic_energy, q_max);
  ContinuumWaves waves = empty_waves(grid, state.kinetic_energy);
  waves.l_max = state.shell.l;
  const int channels = partial_wave_count(waves.l_max);
  waves.u.setZero(grid.coarse_count, channels);
  waves.phase.assign(channels, 1);
  waves.delta.assign(channels, 0);
  waves.u.col(partial_wave_index(state.shell.l, state.shell.two_j)) = quasi_bound_wave(
      equation_, state, Eigen::ArrayXd::LinSpaced(grid.coarse_count, 1, grid.coarse_count) * waves.step);
  return waves;
}

ContinuumWaves ContinuumSolver::solve_on(const Grid& grid, double kinetic_energy) const {
  const double E = equation_.energy(kinetic_energy);
  ContinuumWaves waves = empty_waves(grid, kinetic_energy);
  const Eigen::ArrayXd radii =
      Eigen::ArrayXd::LinSpaced(grid.coarse_count, 1, grid.coarse_count) * waves.step;

  const int l_guess = static_cast<int>(waves.k * r_bound_ + 15 - 2.5 * std::log10(accuracy_));
  const Eigen::ArrayXXd F = coulomb_F(waves.eta, waves.k, radii, l_guess);
  // Where the nucleus ends in l: |u_lj - F_l| <= int F_l |dw| r/(2l+1) dr (Green's function F G/k).
  Eigen::ArrayXd central(grid.coarse_count), spin_orbit(grid.coarse_count);
  for (int i = 0; i < grid.coarse_count; ++i) {
    const Eigen::Index at = Eigen::Index(i + 1) * grid.coarse * grid.stride;
    if (at < equation_.a.size()) {
      central[i] = std::abs(equation_.a[at] - E * equation_.b[at] + E / equation_.B0 -
                            equation_.charge_e2 / (equation_.B0 * radii[i])) *
                   radii[i];
      spin_orbit[i] = std::abs(equation_.c[at]) * radii[i];
    } else {
      central[i] = spin_orbit[i] = 0;
    }
  }
  const Eigen::ArrayXd reach = reach_at(radii);
  const auto overlap = [&](int l) { return (F.row(l).transpose().abs() * reach).sum() * waves.step; };
  // Under the Coulomb barrier all waves are small alike: what may be left out is measured against them.
  const double accuracy = accuracy_ * std::min(1.0, overlap(0));
  int l_distorted = l_guess;
  for (; l_distorted > 0; --l_distorted) {
    const int l = l_distorted;
    const double change =
        (F.row(l).transpose().abs() * (central + (l + 1) * spin_orbit)).sum() * waves.step / (2 * l + 1);
    if (change > 0.1 * accuracy) break;
  }
  if (l_distorted == l_guess) {
    throw ConvergenceError(fmt::format(
        "the mean field still distorts l = {} at T = {:.4g} MeV (field too wide for the radius {:.3g} fm)",
        l_guess, kinetic_energy, r_bound_));
  }
  // Where the bound states end in l.
  waves.l_max = l_guess;
  if (overlap(l_guess) > 0.01 * accuracy) {
    throw ConvergenceError(
        fmt::format("partial waves do not end at l = {} (T = {:.4g} MeV)", l_guess, kinetic_energy));
  }
  while (waves.l_max > l_distorted && overlap(waves.l_max - 1) < 0.01 * accuracy) --waves.l_max;

  waves.u.resize(grid.coarse_count, partial_wave_count(waves.l_max));
  waves.phase.resize(partial_wave_count(waves.l_max));
  waves.delta.assign(partial_wave_count(waves.l_max), 0);
  const auto coulomb_phase = coulomb_phase_factors(waves.eta, waves.l_max);
  for (int l = 0; l <= waves.l_max; ++l) {
    for (int c = std::max(0, 2 * l - 1); c <= 2 * l; ++c) {
      waves.phase[c] = coulomb_phase[l];
      if (l > l_distorted) waves.u.col(c) = F.row(l).transpose();
    }
  }
  solve_distorted(grid, E, waves.k, waves.eta, l_distorted, waves);
  if (!waves.u.allFinite()) {
    throw ConvergenceError(
        fmt::format("no waves of the nucleon at T = {:.4g} MeV (k = {:.3g} fm^-1 is beyond the recursions)",
                    kinetic_energy, waves.k));
  }
  return waves;
}

void ContinuumSolver::solve_distorted(const Grid& grid, double E, double k, double eta, int l_distorted,
                                      ContinuumWaves& waves) const {
  const double h = grid.stride * equation_.step;
  const int channels = partial_wave_count(l_distorted);
  NumerovProblem problem;
  problem.steps = grid.match;
  problem.keep_every = grid.coarse;
  problem.kept = grid.coarse_count;
  problem.inner_match = grid.match - grid.gap;
  problem.l_max = l_distorted;
  problem.k = k;
  equation_.fill(problem, grid.stride, E);
  const NumerovSolution solution = solve_numerov(problem);

  Eigen::ArrayXd match_radii(2);
  match_radii << problem.inner_match * h, grid.match * h;
  const Eigen::ArrayXXd F = coulomb_F(eta, k, match_radii, l_distorted);
  const Eigen::ArrayXd G1 = coulomb_G(eta, k * match_radii[0], l_distorted);
  const Eigen::ArrayXd G2 = coulomb_G(eta, k * match_radii[1], l_distorted);
  Eigen::ArrayXd to_u(grid.coarse_count);  // u = sqrt(B0/B) g
  for (int i = 0; i < grid.coarse_count; ++i) {
    const Eigen::Index at = Eigen::Index(i + 1) * grid.coarse * grid.stride;
    to_u[i] = at < equation_.b.size() ? std::sqrt(equation_.B0 * equation_.b[at]) : 1;
  }
  for (int c = 0; c < channels; ++c) {
    const int l = (c + 1) / 2;
    const double u1 = solution.inner[c];
    const double u2 = solution.outer[c];
    const double determinant = F(l, 0) * G2[l] - F(l, 1) * G1[l];
    const double a = (u1 * G2[l] - u2 * G1[l]) / determinant;
    const double b = (u2 * F(l, 0) - u1 * F(l, 1)) / determinant;
    const double norm = std::hypot(a, b);
    waves.phase[c] *= std::complex<double>(a / norm, b / norm);
    waves.delta[c] = std::atan2(b, a);
    waves.u.col(c) = solution.kept.row(c).transpose().head(grid.coarse_count) * to_u / norm;
  }
}

}  // namespace nereus
