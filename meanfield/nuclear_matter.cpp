#include "meanfield/nuclear_matter.hpp"

#include <array>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;

struct Power {
  double coefficient, exponent;
};

/// E/A = sum of c rho^s. With rho_n = rho_p = rho/2: tau = 3/5 (3 pi^2/2)^(2/3) rho^(5/3).
std::array<Power, 5> energy_powers(const SkyrmeForce& f, double hbar2_2m) {
  const double k2 = 0.6 * std::pow(1.5 * pi * pi, 2.0 / 3);
  return {{{hbar2_2m * k2, 2.0 / 3},
           {0.375 * f.t0, 1},
           {f.t3 / 16, 1 + f.alpha},
           {(3 * f.t1 + (5 + 4 * f.x2) * f.t2) / 16 * k2, 5.0 / 3},
           {f.t4 / 32 * k2, 8.0 / 3}}};
}

/// d(E/A)/drho.
double slope(const SkyrmeForce& force, double rho, double hbar2_2m) {
  double sum = 0;
  for (const Power& term : energy_powers(force, hbar2_2m))
    sum += term.coefficient * term.exponent * std::pow(rho, term.exponent - 1);
  return sum;
}

}  // namespace

double energy_per_nucleon(const SkyrmeForce& force, double rho, double hbar2_2m) {
  double sum = 0;
  for (const Power& term : energy_powers(force, hbar2_2m))
    sum += term.coefficient * std::pow(rho, term.exponent);
  return sum;
}

NuclearMatter nuclear_matter(const SkyrmeForce& force, double hbar2_2m) {
  // The first density at which the slope changes from falling to rising.
  double low = 0.02, high = low;
  constexpr double step = 0.005, highest = 0.5;
  while (!(slope(force, low, hbar2_2m) < 0 && slope(force, high, hbar2_2m) >= 0)) {
    low = high;
    high += step;
    if (high > highest)
      throw ConvergenceError(
          "the force does not saturate (symmetric matter has no energy minimum between 0.02 and "
          "0.5 fm^-3); check its parameters");
  }
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    (slope(force, middle, hbar2_2m) < 0 ? low : high) = middle;
  }
  NuclearMatter matter;
  matter.density = low;
  matter.energy = energy_per_nucleon(force, low, hbar2_2m);
  for (const Power& term : energy_powers(force, hbar2_2m))
    matter.incompressibility +=
        9 * term.coefficient * term.exponent * (term.exponent - 1) * std::pow(low, term.exponent);
  const double B =
      hbar2_2m + (3 * force.t1 + (5 + 4 * force.x2) * force.t2) / 16 * low + force.t4 / 32 * low * low;
  matter.effective_mass = hbar2_2m / B;
  return matter;
}

}  // namespace nereus
