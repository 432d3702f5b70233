#include "hadron_tensor/radial_equation.hpp"

#include <algorithm>
#include <cmath>

#include "hadron_tensor/numerov.hpp"

namespace nereus {

RadialEquation::RadialEquation(const MeanField& field, Isospin isospin_in, const PhysicalConstants& constants)
    : isospin(isospin_in), step(field.step), nucleon_mass(constants.nucleon_mass) {
  const RadialPotential& V = field.potential(isospin);
  B0 = V.B0;
  charge_e2 = isospin == Isospin::proton ? field.nucleus.Z * constants.e2() : 0;
  const Eigen::Index n = field.points;
  a.resize(n);
  b = 1 / V.B;
  c.resize(n);
  for (Eigen::Index i = 1; i < n; ++i) {
    const double r = field.radius(static_cast<int>(i));
    const double slope = V.dB[i] / V.B[i];
    a[i] = slope / r + (V.U[i] - 0.25 * V.dB[i] * slope + 0.5 * V.d2B[i]) / V.B[i];
    c[i] = V.W[i] / (r * V.B[i]);
  }
  a[0] = a[1];  // never used with u(0) = 0 but kept finite
  c[0] = c[1];
  depth = std::max(0.0, -(V.U / V.B0).minCoeff());
}

double RadialEquation::lowest_energy() const {
  // eta = Z e^2 / (2 sqrt(B0 E)); e^{-2 pi eta} = 1e-35 at eta = 12.8.
  const double eta_max = 12.8;
  return std::pow(charge_e2 / (2 * eta_max), 2) / B0;
}

double RadialEquation::reach(double accuracy) const {
  double tail = 0;
  for (Eigen::Index i = a.size() - 1; i > 0; --i) {
    const double r = static_cast<double>(i) * step;
    tail += std::abs(a[i] - charge_e2 / (B0 * r)) * step;
    if (tail > 0.1 * accuracy) return r;
  }
  return 0;
}

double RadialEquation::coulomb_matching_radius(double k) const {
  if (charge_e2 == 0) return 0;
  const double eta_k = eta(k);
  return (2 * eta_k + 4 + std::sqrt(eta_k)) / k;
}

double RadialEquation::turning_energy(Eigen::Index i, int l, int two_j) const {
  const double r = static_cast<double>(i) * step;
  const double centrifugal = l * (l + 1.0) / (r * r);
  if (i >= a.size()) return B0 * centrifugal + charge_e2 / r;
  return (centrifugal + a[i] + sigma_dot_l(l, two_j) * c[i]) / b[i];
}

void RadialEquation::fill(NumerovProblem& problem, int stride, double E) const {
  problem.step = stride * step;
  problem.central.resize(problem.steps + 1);
  problem.spin_orbit.resize(problem.steps + 1);
  for (int n = 0; n <= problem.steps; ++n) {
    const Eigen::Index at = Eigen::Index(n) * stride;
    const bool inside = at < a.size();
    problem.central[n] = inside ? a[at] - E * b[at] : charge_e2 / (B0 * n * problem.step) - E / B0;
    problem.spin_orbit[n] = inside ? c[at] : 0;
  }
}

}  // namespace nereus
