#include "meanfield/skyrme_functional.hpp"

#include "meanfield/coulomb_potential.hpp"

namespace nereus {
namespace {

constexpr double four_pi = 4 * 3.14159265358979323846;

/// Coefficients of the standard functional, named after what they multiply.
struct Coefficients {
  double rho_tau, rho_tau_q;  // rho tau, rho_q tau_q
  double grad, grad_q;        // rho'^2, rho_q'^2
  double J2, J2_q;            // J^2, J_q^2
};

Coefficients coefficients(const SkyrmeFunctional& functional) {
  const SkyrmeForce& f = functional.force;
  Coefficients c;
  c.rho_tau = (f.t1 * (2 + f.x1) + f.t2 * (2 + f.x2)) / 8;
  c.rho_tau_q = (f.t2 * (2 * f.x2 + 1) - f.t1 * (2 * f.x1 + 1)) / 8;
  c.grad = (3 * f.t1 * (2 + f.x1) - f.t2 * (2 + f.x2)) / 32;
  c.grad_q = -(3 * f.t1 * (2 * f.x1 + 1) + f.t2 * (2 * f.x2 + 1)) / 32;
  c.J2 = functional.J2 ? -(f.t1 * f.x1 + f.t2 * f.x2) / 16 : 0;
  c.J2_q = functional.J2 ? (f.t1 - f.t2) / 16 : 0;
  return c;
}

/// Mean field of isospin q; `o` is the other isospin, `t` the sum.
GridPotential potential_of(const SkyrmeFunctional& functional, double B0, const Densities& q,
                           const Densities& o, const Densities& t, const SpectralGrid& grid) {
  const SkyrmeForce& f = functional.force;
  const Coefficients c = coefficients(functional);
  const double t4 = f.t4 / 24;
  const double t4_J2 = functional.t4_J2 ? t4 : 0;
  // rho^alpha; rounding may leave the density a little below zero at the wall.
  const Eigen::ArrayXd rho_alpha = t.rho.max(0).pow(f.alpha);
  // (rho_n^2 + rho_p^2)/rho without 0/0 at the wall, where both vanish.
  const Eigen::ArrayXd squares = (q.rho.square() + o.rho.square()) / t.rho.max(1e-300);

  GridPotential field;
  field.B = B0 + c.rho_tau * t.rho + c.rho_tau_q * q.rho;
  field.B += t4 * o.rho * (2 * q.rho + o.rho);

  field.U = f.t0 / 2 * ((2 + f.x0) * t.rho - (2 * f.x0 + 1) * q.rho);
  field.U += f.t3 / 24 * f.alpha * rho_alpha * ((2 + f.x3) * t.rho - (2 * f.x3 + 1) * squares);
  field.U += f.t3 / 12 * rho_alpha * ((2 + f.x3) * t.rho - (2 * f.x3 + 1) * q.rho);
  field.U += c.rho_tau * t.tau + c.rho_tau_q * q.tau;
  field.U -= 2 * c.grad * t.laplacian + 2 * c.grad_q * q.laplacian;
  field.U -= f.W0 / 2 * t.div_J + f.W0p / 2 * q.div_J;
  if (t4 != 0) {
    field.U += t4 * (2 * o.rho * q.tau + 2 * t.rho * o.tau);
    field.U += t4 * (1.25 * o.drho.square() + 2.5 * q.drho * o.drho);
    field.U -= t4 * 2.5 * (2 * q.drho * o.drho + o.drho.square() + o.rho * q.laplacian + t.rho * o.laplacian);
    field.U += t4_J2 / 2 * o.J.square();
  }
  field.U = grid.with_even_origin(field.U);  // laplacians lose most digits at r = 0

  field.W = f.W0 / 2 * t.drho + f.W0p / 2 * q.drho;
  field.W += 2 * c.J2 * t.J + 2 * c.J2_q * q.J;
  field.W += t4_J2 * o.rho * q.J;
  return field;
}

}  // namespace

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

EnergyParts energy_parts(const SkyrmeFunctional& functional, const Densities& n, const Densities& p,
                         const SpectralGrid& grid) {
  const SkyrmeForce& f = functional.force;
  const Coefficients c = coefficients(functional);
  const double t4 = f.t4 / 24;
  const Densities t = n + p;
  const Eigen::ArrayXd squares = n.rho.square() + p.rho.square();
  const Eigen::ArrayXd rho_alpha = t.rho.max(0).pow(f.alpha);
  const auto volume_integral = [&](const Eigen::ArrayXd& density) {
    return four_pi * grid.integral(grid.r().square() * density);
  };

  EnergyParts E;
  E.kin_n = functional.B0_n * volume_integral(n.tau);
  E.kin_p = functional.B0_p * volume_integral(p.tau);
  E.t0 = f.t0 / 4 * volume_integral((2 + f.x0) * t.rho.square() - (2 * f.x0 + 1) * squares);
  E.t3 = f.t3 / 24 * volume_integral(rho_alpha * ((2 + f.x3) * t.rho.square() - (2 * f.x3 + 1) * squares));
  E.tau = volume_integral(c.rho_tau * t.rho * t.tau + c.rho_tau_q * (n.rho * n.tau + p.rho * p.tau));
  E.grad = volume_integral(c.grad * t.drho.square() + c.grad_q * (n.drho.square() + p.drho.square()));
  E.so = volume_integral(f.W0 / 2 * t.J * t.drho + f.W0p / 2 * (n.J * n.drho + p.J * p.drho));
  E.J2 = volume_integral(c.J2 * t.J.square() + c.J2_q * (n.J.square() + p.J.square()));
  E.t4_tau = t4 * volume_integral(n.tau * p.rho * (2 * n.rho + p.rho) + p.tau * n.rho * (2 * p.rho + n.rho));
  E.t4_grad = t4 * volume_integral(1.25 * (p.rho * n.drho.square() + n.rho * p.drho.square()) +
                                   2.5 * t.rho * n.drho * p.drho);
  if (functional.t4_J2) E.t4_J2 = t4 / 2 * volume_integral(p.rho * n.J.square() + n.rho * p.J.square());
  E.coul_dir = volume_integral(direct_coulomb_potential(p.rho, grid, functional.e2) * p.rho) / 2;
  if (functional.coulomb_exchange) E.coul_ex = volume_integral(slater_energy_density(p.rho, functional.e2));
  return E;
}

GridField mean_field_of(const SkyrmeFunctional& functional, const Densities& n, const Densities& p,
                        const SpectralGrid& grid) {
  const Densities t = n + p;
  GridField field{potential_of(functional, functional.B0_n, n, p, t, grid),
                  potential_of(functional, functional.B0_p, p, n, t, grid)};
  field.proton.U += direct_coulomb_potential(p.rho, grid, functional.e2);
  if (functional.coulomb_exchange) field.proton.U += slater_potential(p.rho, functional.e2);
  return field;
}

double virial_sum(const EnergyParts& parts, double alpha) {
  const double kinetic = parts.kin_n + parts.kin_p;
  const double E12 = parts.tau + parts.grad + parts.J2;
  const double E4 = parts.t4_tau + parts.t4_grad + parts.t4_J2;
  const double coulomb = parts.coul_dir + parts.coul_ex;
  return 2 * kinetic + 3 * parts.t0 + 5 * (E12 + parts.so) + 3 * (1 + alpha) * parts.t3 + 8 * E4 + coulomb;
}

double energy_from_levels(double sum_of_levels, const EnergyParts& parts, double alpha) {
  const double quadratic = parts.t0 + parts.tau + parts.grad + parts.so + parts.J2 + parts.coul_dir;
  const double cubic = parts.t4_tau + parts.t4_grad + parts.t4_J2;
  return sum_of_levels - quadratic - (1 + alpha) * parts.t3 - 2 * cubic - parts.coul_ex / 3;
}

}  // namespace nereus
