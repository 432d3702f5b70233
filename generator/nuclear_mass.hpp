#pragma once
// Masses of the particles and nuclei in the event record.

#include "meanfield/nucleus.hpp"

namespace nereus {

constexpr double proton_mass = 938.27208816;   ///< [MeV], CODATA 2018
constexpr double neutron_mass = 939.56542052;  ///< [MeV], CODATA 2018
constexpr double electron_mass = 0.51099895;   ///< [MeV], CODATA 2018

/// Mass of the bare nucleus in its ground state [MeV]: atomic mass - Z m_e + binding energy of the electrons.
/// \throws InputError for a nucleus that is not in the table
/// \source AME2020, Wang et al., Chinese Phys. C 45 (2021) 030003; electrons: Lunney, Pearson, Thibault,
///         Rev. Mod. Phys. 75 (2003) 1021, Eq. (A4)
double nuclear_mass(const Nucleus& nucleus);

/// PDG Monte Carlo number 100ZZZAAA0 of a nucleus in its ground state.
int pdg_nucleus(int Z, int A);

}  // namespace nereus
