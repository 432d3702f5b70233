#pragma once
// The Skyrme energy functional and its derivatives: the mean field of given densities.

#include <Eigen/Core>

#include "meanfield/densities.hpp"
#include "meanfield/energy_parts.hpp"
#include "meanfield/nucleus.hpp"
#include "meanfield/skyrme_force.hpp"
#include "meanfield/spectral_grid.hpp"

namespace nereus {

/// Everything that multiplies a density: force, switches and constants, decided once per nucleus.
struct SkyrmeFunctional {
  SkyrmeForce force;
  bool J2 = false, t4_J2 = false, coulomb_exchange = true;
  double B0_n = 0, B0_p = 0;  ///< hbar^2/2m with the centre-of-mass factor [MeV fm^2]
  double e2 = 0;              ///< [MeV fm]
};

/// \param centre_of_mass  one-body correction: kinetic terms times (1 - 1/A); \param e2 [MeV fm]
SkyrmeFunctional functional_for(const NamedForce& force, const Nucleus& nucleus, bool centre_of_mass,
                                double e2);

/// Potentials of one isospin on the spectral grid (meaning as in RadialPotential).
struct GridPotential {
  Eigen::ArrayXd B;  ///< d H / d tau_q [MeV fm^2]
  Eigen::ArrayXd U;  ///< d H / d rho_q - div(d H / d grad rho_q), Coulomb included for protons [MeV]
  Eigen::ArrayXd W;  ///< d H / d J_q [MeV fm]
};

/// Potentials of both isospins.
struct GridField {
  GridPotential neutron, proton;
  const GridPotential& of(Isospin isospin) const { return isospin == Isospin::neutron ? neutron : proton; }
};

/// Energy of the densities of neutrons `n` and protons `p`, term by term [MeV].
EnergyParts energy_parts(const SkyrmeFunctional& functional, const Densities& n, const Densities& p,
                         const SpectralGrid& grid);

/// Mean field of the densities: the derivatives of the energy.
/// \source PHYSICS Sec. 2; Vautherin & Brink (1972) eq. 17-21; t4: Waroquier et al. (1983)
GridField mean_field_of(const SkyrmeFunctional& functional, const Densities& n, const Densities& p,
                        const SpectralGrid& grid);

/// Virial relation of a stationary state, 2T + 3E0 + 5(E12 + Eso) + 3(1 + alpha)E3 + 8E4 + Ec [MeV]: the
/// energy does not change to first order when the nucleus is scaled.
double virial_sum(const EnergyParts& parts, double alpha);

/// Energy from the sum of occupied single-particle energies, sum v e - (what the sum counts too often) [MeV]:
/// a term of degree k in the densities enters the sum k times.
double energy_from_levels(double sum_of_levels, const EnergyParts& parts, double alpha);

}  // namespace nereus
