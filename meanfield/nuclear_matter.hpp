#pragma once
// Symmetric nuclear matter of a Skyrme force: a check against mistyped parameters.

#include "meanfield/skyrme_force.hpp"

namespace nereus {

/// Saturation properties of symmetric matter.
struct NuclearMatter {
  double energy = 0;             ///< E/A [MeV]
  double density = 0;            ///< saturation density rho0 [fm^-3]
  double incompressibility = 0;  ///< K = 9 rho^2 d^2(E/A)/drho^2 [MeV]
  double effective_mass = 0;     ///< m*/m
};

/// E/A of symmetric matter at a density [MeV].
/// \param rho  [fm^-3]; \param hbar2_2m  hbar^2/2m [MeV fm^2]
/// \source Chabanat et al., NPA 627 (1997) 710, eq. 3.2; t4 term from the functional of PHYSICS Sec. 2
double energy_per_nucleon(const SkyrmeForce& force, double rho, double hbar2_2m);

/// Properties at the density where the pressure vanishes.
/// \throws ConvergenceError if the force does not saturate between 0.02 and 0.5 fm^-3
NuclearMatter nuclear_matter(const SkyrmeForce& force, double hbar2_2m);

}  // namespace nereus
