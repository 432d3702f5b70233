#pragma once
// Truth and surrogate averaged over small boxes of phase space.

#include <string>
#include <vector>

#include "validation/subject.hpp"

namespace nereus {

/// A box in (omega, theta_l, theta_N, phi_N) about its centre: 1 MeV x (1 degree)^3.
/// \source PAPER.md, RMS_p
struct PhaseCube {
  static constexpr double width_mev = 1;
  static constexpr double width_deg = 1;
  double e_nu = 0;   ///< [MeV]
  double omega = 0;  ///< [MeV]
  double theta_lepton_deg = 0, theta_n_deg = 0, phi_n_deg = 0;
};

/// Averages over a cube of the density in (omega, theta_l, theta_N, phi_N), that is with both sines of the
/// polar angles, summed over the shells asked for. Points outside phase space count as zero.
struct CubeAverage {
  double truth = 0;      ///< [fm^2 MeV^-1 rad^-3]
  double surrogate = 0;  ///< sigma_shell(E_nu) q in the same unit
  double noise = 0;      ///< standard error of surrogate/truth from the finite number of points
  /// surrogate / truth - 1
  double deviation() const { return surrogate / truth - 1; }
};

/// \param shells  indices to sum over
/// \param points  uniform in each cube, the same for truth and surrogate
/// \param first   number of the first cube's random stream
/// \param directory  where finished cubes wait for the next start after a kill; empty: nowhere. The caller
/// removes it \return one entry per cube
std::vector<CubeAverage> cube_averages(const Subject& subject, const std::vector<std::size_t>& shells,
                                       const std::vector<PhaseCube>& cubes, std::int64_t points,
                                       std::uint64_t seed, std::int64_t first, Threads threads,
                                       const std::string& directory = "");

}  // namespace nereus
