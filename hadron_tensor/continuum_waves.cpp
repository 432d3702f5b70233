#include "hadron_tensor/continuum_waves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/coulomb_functions.hpp"
#include "hadron_tensor/kinematics.hpp"
#include "hadron_tensor/numerov.hpp"

namespace nereus {

/// Fine steps for the differential equation, coarse ones for the integrals.
struct ContinuumSolver::Grid {
  int stride = 1;        ///< fine step in steps of the field
  int coarse = 1;        ///< coarse step in fine steps
  int coarse_count = 0;  ///< coarse points, r = 0 not counted
  int match = 0;         ///< outer matching point, in fine steps
  int gap = 1;           ///< distance of the inner matching point, in fine steps
};

ContinuumSolver::ContinuumSolver(const MeanField& field, Isospin isospin, const PhysicalConstants& constants,
                                 double accuracy)
    : accuracy_(accuracy),
      step_(field.step),
      nucleon_mass_(constants.nucleon_mass),
      hbar_c_(constants.hbar_c) {
  const RadialPotential& V = field.potential(isospin);
  B0_ = V.B0;
  charge_e2_ = isospin == Isospin::proton ? field.nucleus.Z * constants.e2() : 0;
  // eta = Z e^2 / (2 sqrt(B0 E)); e^{-2 pi eta} = 1e-35 at eta = 12.8.
  const double eta_max = 12.8;
  lowest_energy_ = std::pow(charge_e2_ / (2 * eta_max), 2) / B0_;

  const Eigen::Index n = field.points;
  a_.resize(n);
  b_ = 1 / V.B;
  c_.resize(n);
  for (Eigen::Index i = 1; i < n; ++i) {
    const double r = field.radius(static_cast<int>(i));
    const double slope = V.dB[i] / V.B[i];
    a_[i] = slope / r + (V.U[i] - 0.25 * V.dB[i] * slope + 0.5 * V.d2B[i]) / V.B[i];
    c_[i] = V.W[i] / (r * V.B[i]);
  }
  a_[0] = a_[1];  // never used with u(0) = 0 but kept finite
  c_[0] = c_[1];
  depth_ = std::max(0.0, -(V.U / V.B0).minCoeff());

  bound_reach_ = Eigen::ArrayXd::Zero(n);
  for (const BoundOrbital& orbital : field.orbitals) bound_reach_ = bound_reach_.max(orbital.u.abs());
  Eigen::Index edge = n - 1;
  while (edge > 1 && bound_reach_[edge] < 0.01 * accuracy_) --edge;
  r_bound_ = field.radius(static_cast<int>(edge));

  // The field ends where its integral to infinity no longer shifts a phase by more than the accuracy.
  double tail = 0;
  r_field_ = 0;
  for (Eigen::Index i = n - 1; i > 0; --i) {
    const double r = field.radius(static_cast<int>(i));
    tail += std::abs(a_[i] - charge_e2_ / (B0_ * r)) * step_;
    if (tail > 0.1 * accuracy_) {
      r_field_ = r;
      break;
    }
  }
}

ContinuumSolver::Grid ContinuumSolver::choose_grid(double E, double k, double eta, double q_max) const {
  Grid grid;
  // Numerov's error per radian of phase is (k h)^4/480, nearly all of it removed by the dispersion
  // correction; the constant below is set by the convergence test of tests/hadron_tensor.
  const double k_inside = std::sqrt(E / B0_ + depth_);
  const double fine = std::min(0.05, 1.6 * std::pow(accuracy_, 0.25) / k_inside);
  grid.stride = std::max(1, static_cast<int>(fine / step_));
  const double h = grid.stride * step_;
  // The trapezoid rule is exact up to the wave number 2 pi/dr of the integrand; the bound state and
  // its product with the field hold little beyond 4-5 fm^-1.
  const double band = k + q_max / hbar_c_ + 5.0 + 0.35 * std::log(1e-4 / accuracy_);
  const double dr = std::min(0.2, 2 * M_PI / band);
  grid.coarse = std::max(1, static_cast<int>(dr / h + 1e-9));
  const double r_needed = std::max(r_field_, r_bound_);
  grid.coarse_count = static_cast<int>(r_bound_ / (grid.coarse * h));
  // Outside the Coulomb barrier GSL's Coulomb functions are accurate.
  const double rho_match = 2 * eta + 4 + std::sqrt(eta);
  const double r_match = charge_e2_ > 0 ? std::max(r_needed, rho_match / k) : r_needed;
  grid.gap = std::max(1, static_cast<int>(std::min(2.0, 0.8 / k) / h));
  grid.match = static_cast<int>(std::ceil(r_match / h)) + grid.gap;
  return grid;
}

Eigen::ArrayXd ContinuumSolver::reach_at(const Eigen::ArrayXd& radii) const {
  return radii.unaryExpr([this](double r) {
    return bound_reach_[std::min(bound_reach_.size() - 1, static_cast<Eigen::Index>(std::lround(r / step_)))];
  });
}

ContinuumWaves ContinuumSolver::solve(double kinetic_energy, double q_max) const {
  const double E = kinetic_energy * (1 + kinetic_energy / (2 * nucleon_mass_));
  ContinuumWaves waves;
  waves.k = std::sqrt(E / B0_);
  waves.B0 = B0_;
  waves.eta = charge_e2_ / (2 * B0_ * waves.k);
  const Grid grid = choose_grid(E, waves.k, waves.eta, q_max);
  const double h = grid.stride * step_;
  waves.step = grid.coarse * h;
  const Eigen::ArrayXd radii =
      Eigen::ArrayXd::LinSpaced(grid.coarse_count, 1, grid.coarse_count) * waves.step;

  const int l_guess = static_cast<int>(waves.k * r_bound_) + 24;
  const Eigen::ArrayXXd F = coulomb_F(waves.eta, waves.k, radii, l_guess);
  // Where the nucleus ends in l: |u_lj - F_l| <= int F_l |dw| r/(2l+1) dr (Green's function F G/k).
  Eigen::ArrayXd central(grid.coarse_count), spin_orbit(grid.coarse_count);
  for (int i = 0; i < grid.coarse_count; ++i) {
    const Eigen::Index at = Eigen::Index(i + 1) * grid.coarse * grid.stride;
    if (at < a_.size()) {
      central[i] = std::abs(a_[at] - E * b_[at] + E / B0_ - charge_e2_ / (B0_ * radii[i])) * radii[i];
      spin_orbit[i] = std::abs(c_[at]) * radii[i];
    } else {
      central[i] = spin_orbit[i] = 0;
    }
  }
  int l_distorted = l_guess;
  for (; l_distorted > 0; --l_distorted) {
    const int l = l_distorted;
    const double change =
        (F.row(l).transpose().abs() * (central + (l + 1) * spin_orbit)).sum() * waves.step / (2 * l + 1);
    if (change > 0.1 * accuracy_) break;
  }
  if (l_distorted == l_guess) {
    throw ConvergenceError(fmt::format(
        "the mean field still distorts l = {} at T = {:.4g} MeV (field too wide for the radius {:.3g} fm)",
        l_guess, kinetic_energy, r_bound_));
  }
  // Where the bound states end in l.
  const auto overlap = [&](int l) {
    return (F.row(l).transpose().abs() * reach_at(radii)).sum() * waves.step;
  };
  waves.l_max = l_guess;
  if (overlap(l_guess) > 0.01 * accuracy_) {
    throw ConvergenceError(
        fmt::format("partial waves do not end at l = {} (T = {:.4g} MeV)", l_guess, kinetic_energy));
  }
  while (waves.l_max > l_distorted && overlap(waves.l_max - 1) < 0.01 * accuracy_) --waves.l_max;

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
  const double h = grid.stride * step_;
  const int channels = partial_wave_count(l_distorted);
  NumerovProblem problem;
  problem.step = h;
  problem.steps = grid.match;
  problem.keep_every = grid.coarse;
  problem.kept = grid.coarse_count;
  problem.inner_match = grid.match - grid.gap;
  problem.l_max = l_distorted;
  problem.k = k;
  problem.central.resize(grid.match + 1);
  problem.spin_orbit.resize(grid.match + 1);
  for (int n = 0; n <= grid.match; ++n) {
    const Eigen::Index at = Eigen::Index(n) * grid.stride;
    const bool inside = at < a_.size();
    problem.central[n] = inside ? a_[at] - E * b_[at] : charge_e2_ / (B0_ * n * h) - E / B0_;
    problem.spin_orbit[n] = inside ? c_[at] : 0;
  }
  const NumerovSolution solution = solve_numerov(problem);

  Eigen::ArrayXd match_radii(2);
  match_radii << problem.inner_match * h, grid.match * h;
  const Eigen::ArrayXXd F = coulomb_F(eta, k, match_radii, l_distorted);
  const Eigen::ArrayXd G1 = coulomb_G(eta, k * match_radii[0], l_distorted);
  const Eigen::ArrayXd G2 = coulomb_G(eta, k * match_radii[1], l_distorted);
  Eigen::ArrayXd to_u(grid.coarse_count);  // u = sqrt(B0/B) g
  for (int i = 0; i < grid.coarse_count; ++i) {
    const Eigen::Index at = Eigen::Index(i + 1) * grid.coarse * grid.stride;
    to_u[i] = at < b_.size() ? std::sqrt(B0_ * b_[at]) : 1;
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
