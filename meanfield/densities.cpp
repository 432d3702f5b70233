#include "meanfield/densities.hpp"

namespace nereus {
namespace {

constexpr double four_pi = 4 * 3.14159265358979323846;

/// f/r; at r = 0, where f vanishes, its limit f'(0).
Eigen::ArrayXd over_r(const Eigen::ArrayXd& f, const Eigen::ArrayXd& df, const Eigen::ArrayXd& r) {
  Eigen::ArrayXd quotient(f.size());
  quotient[0] = df[0];
  quotient.tail(f.size() - 1) = f.tail(f.size() - 1) / r.tail(f.size() - 1);
  return quotient;
}

}  // namespace

Densities densities_of(const std::vector<GridOrbital>& orbitals, Isospin isospin, const SpectralGrid& grid) {
  const Eigen::ArrayXd& r = grid.r();
  const Eigen::Index n = r.size(), inside = n - 1;
  Densities d;
  d.rho = d.tau = d.J = Eigen::ArrayXd::Zero(n);
  const auto away = r.tail(inside);  // all nodes but r = 0
  for (const GridOrbital& orbital : orbitals) {
    if (orbital.shell.isospin != isospin) continue;
    const double l = orbital.shell.l;
    const double weight = orbital.occupation / four_pi;
    const Eigen::ArrayXd R = orbital.u.tail(inside) / away;
    const Eigen::ArrayXd dR = (grid.derivative(orbital.u).tail(inside) - R) / away;
    d.rho.tail(inside) += weight * R.square();
    d.tau.tail(inside) += weight * (dR.square() + l * (l + 1) * (R / away).square());
    // <sigma.l> = j(j+1) - l(l+1) - 3/4
    d.J.tail(inside) += weight * orbital.shell.sigma_dot_l() * R.square() / away;
  }
  d.rho = grid.with_even_origin(d.rho);
  d.tau = grid.with_even_origin(d.tau);
  d.drho = grid.derivative(d.rho);
  d.drho[0] = 0;
  const Eigen::ArrayXd d2rho = grid.derivative(d.drho);
  d.laplacian = d2rho + 2 * over_r(d.drho, d2rho, r);
  const Eigen::ArrayXd dJ = grid.derivative(d.J);
  d.div_J = dJ + 2 * over_r(d.J, dJ, r);
  return d;
}

Densities operator+(const Densities& a, const Densities& b) {
  return {a.rho + b.rho,    a.tau + b.tau, a.J + b.J, a.drho + b.drho, a.laplacian + b.laplacian,
          a.div_J + b.div_J};
}

}  // namespace nereus
