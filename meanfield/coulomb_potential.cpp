#include "meanfield/coulomb_potential.hpp"

#include <cmath>

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;

}  // namespace

Eigen::ArrayXd direct_coulomb_potential(const Eigen::ArrayXd& rho_p, const SpectralGrid& grid, double e2) {
  const Eigen::ArrayXd& r = grid.r();
  const Eigen::Index inside = r.size() - 1;
  const Eigen::ArrayXd charge = grid.integral_from_origin(rho_p * r.square());
  const Eigen::ArrayXd shells = grid.integral_from_origin(rho_p * r);
  Eigen::ArrayXd potential = shells[inside] - shells;
  potential.tail(inside) += charge.tail(inside) / r.tail(inside);
  return 4 * pi * e2 * potential;
}

Eigen::ArrayXd slater_potential(const Eigen::ArrayXd& rho_p, double e2) {
  // Rounding may leave the density a little below zero at the wall.
  return -e2 * (std::cbrt(3 / pi) * rho_p.max(0).pow(1.0 / 3));
}

Eigen::ArrayXd slater_energy_density(const Eigen::ArrayXd& rho_p, double e2) {
  return 0.75 * slater_potential(rho_p, e2) * rho_p;
}

}  // namespace nereus
