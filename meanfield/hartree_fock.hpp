#pragma once
// Spherical Skyrme-Hartree-Fock ground states.

#include "base/constants.hpp"
#include "meanfield/energy_parts.hpp"
#include "meanfield/mean_field.hpp"
#include "meanfield/meanfield_options.hpp"

namespace nereus {

/// A converged ground state and what says that it is right.
struct GroundState {
  MeanField field;
  EnergyParts energy;
  double rms_n = 0;            ///< rms radius of point neutrons [fm], no centre-of-mass correction
  double rms_p = 0;            ///< rms radius of point protons [fm]
  double virial_residual = 0;  ///< 2T + 3E0 + 5(E12+Eso) + 3(1+alpha)E3 + 8E4 + Ec, zero if exact [MeV]
  double rearrangement_residual = 0;  ///< E - (sum of e + rearrangement), zero if exact [MeV]
  double potential_residual = 0;      ///< largest change of a potential in the last iteration [MeV]
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

}  // namespace nereus
