#pragma once
// The cross section against the kinetic energy of the nucleon at fixed angles, raw and averaged over cubes.

#include <string>
#include <vector>

#include "validation/cube_average.hpp"

namespace nereus {

/// One shell at fixed angles. Densities are in (omega, theta_l, theta_N, phi_N), that is with both sines.
struct KineticProfile {
  std::string shell;
  double e_nu = 0;  ///< [MeV]
  double theta_lepton_deg = 0, theta_n_deg = 0, phi_n_deg = 0;
  std::vector<double> kinetic_energy;    ///< of the raw values, T [MeV]
  std::vector<double> truth, surrogate;  ///< raw [fm^2 MeV^-1 rad^-3]
  std::vector<double> cube_energy;       ///< T at the centres of the cubes [MeV]
  std::vector<CubeAverage> cubes;
};

/// Every shell at E_nu = 500 MeV (or the nearest energy of the surrogate), theta_l of 25, 55 and 95 degrees,
/// theta_N of 10 and 60, phi_N = 90: raw every 0.25 MeV, averages every 2 MeV of T.
/// \source PAPER.md, Figures (App. A); the angles are chosen here
std::vector<KineticProfile> kinetic_profiles(const Subject& subject, std::int64_t points, std::uint64_t seed,
                                             Threads threads);

}  // namespace nereus
