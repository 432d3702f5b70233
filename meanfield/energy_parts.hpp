#pragma once
// The total energy of a ground state, term by term.

#include <string>
#include <utility>
#include <vector>

namespace nereus {

/// Parts of the total energy [MeV].
/// \source PHYSICS Sec. 2: Vautherin & Brink (1972), with the t4 terms of Waroquier et al. (1983)
struct EnergyParts {
  double kin_n = 0;     ///< kinetic energy of the neutrons, (1 - 1/A) included
  double kin_p = 0;     ///< kinetic energy of the protons, (1 - 1/A) included
  double t0 = 0;        ///< rho^2
  double t3 = 0;        ///< rho^(2 + alpha)
  double tau = 0;       ///< rho tau of t1, t2
  double grad = 0;      ///< (grad rho)^2 of t1, t2
  double so = 0;        ///< spin-orbit
  double J2 = 0;        ///< J^2 of t1, t2
  double t4_tau = 0;    ///< rho^2 tau of t4
  double t4_grad = 0;   ///< rho (grad rho)^2 of t4
  double t4_J2 = 0;     ///< rho J^2 of t4
  double coul_dir = 0;  ///< direct Coulomb
  double coul_ex = 0;   ///< Slater exchange

  double total() const {
    return kin_n + kin_p + t0 + t3 + tau + grad + so + J2 + t4_tau + t4_grad + t4_J2 + coul_dir + coul_ex;
  }
  /// Every part with its name, in the order above.
  std::vector<std::pair<std::string, double>> named() const {
    return {{"kin_n", kin_n},    {"kin_p", kin_p},     {"t0", t0},       {"t3", t3},
            {"tau", tau},        {"grad", grad},       {"so", so},       {"J2", J2},
            {"t4_tau", t4_tau},  {"t4_grad", t4_grad}, {"t4_J2", t4_J2}, {"coul_dir", coul_dir},
            {"coul_ex", coul_ex}};
  }
};

}  // namespace nereus
