#pragma once
// Spherical Skyrme-Hartree-Fock ground states.

#include <string>
#include <utility>
#include <vector>

#include "base/constants.hpp"
#include "meanfield/mean_field.hpp"
#include "meanfield/meanfield_options.hpp"

namespace nereus {

/// Parts of the total energy [MeV]. \source PHYSICS Sec. 2, functional of Vautherin & Brink (1972) with t4
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

  double total() const;
  /// Every part with its name, in the order above.
  std::vector<std::pair<std::string, double>> named() const;
};

/// A converged ground state and what says that it is right.
struct GroundState {
  MeanField field;
  EnergyParts energy;
  double rms_n = 0;               ///< rms radius of point neutrons [fm], no centre-of-mass correction
  double rms_p = 0;               ///< rms radius of point protons [fm]
  double virial_residual = 0;     ///< 2T + 3E0 + 5(E12+Eso) + 3(1+alpha)E3 + 8E4 + Ec, zero if exact [MeV]
  double rearrangement_residual = 0;  ///< E - (sum of e + rearrangement), zero if exact [MeV]
  double potential_residual = 0;  ///< largest change of a potential in the last iteration [MeV]
  int iterations = 0;
};

/// Solves the Hartree-Fock equations with equal filling of the last shell.
/// \param nucleus    12C ... 208Pb: shells are filled in the order of `fill_shells`
/// \param constants  gives e^2
/// \throws ConvergenceError if the iteration does not settle, or the nucleus collapses (12C with SkE2)
/// \throws InputError if the options contradict each other
/// \source PHYSICS Sec. 2
GroundState solve_hartree_fock(const Nucleus& nucleus, const MeanFieldOptions& options,
                               const PhysicalConstants& constants);

/// The mean field the card asks for: from `options.file` if given, else solved.
/// \throws InputError if the file holds another nucleus; FileError if it is missing or damaged
MeanField make_mean_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                          const PhysicalConstants& constants);

}  // namespace nereus
