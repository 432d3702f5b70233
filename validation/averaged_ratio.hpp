#pragma once
// RMS_p: how well surrogate and truth agree where both are averaged over small boxes.

#include <array>
#include <string>
#include <vector>

#include "validation/cube_average.hpp"

namespace nereus {

/// \source PAPER.md, RMS_p. The grid is chosen there, not known from the paper.
struct AveragedRatio {
  double e_nu = 0;                    ///< of the grid [MeV]
  std::int64_t points = 0;            ///< in each cube
  std::vector<PhaseCube> cubes;       ///< those where the truth is not zero
  std::vector<CubeAverage> averages;  ///< of these
  double rms = 0;                     ///< RMS_p = sqrt(sum sigma delta^2 / sum sigma)
  double noise = 0;                   ///< what the finite number of points alone would give for it
  double mean = 0;                    ///< of 1 + delta, weighted with sigma
  /// Central 68, 95 and 99 % of the sigma-weighted distribution of 1 + delta: lower and upper end.
  std::array<std::array<double, 2>, 3> intervals{};
};

constexpr std::array<double, 3> ratio_interval_shares{0.68, 0.95, 0.99};

/// All shells summed, E_nu = 500 MeV (or the nearest energy the surrogate has), theta_l = 5 ... 175 degrees
/// in steps of 10, theta_N = 10, 30, 60, 90, phi_N = 90, omega in steps of 5 MeV.
/// \param directory  as for cube_averages
AveragedRatio averaged_ratio(const Subject& subject, std::int64_t points, std::uint64_t seed, Threads threads,
                             const std::string& directory = "");

/// RMS_p, its noise, mean and intervals of cubes that are there already. Cubes without truth are left out.
AveragedRatio summarise_ratio(const std::vector<PhaseCube>& cubes, const std::vector<CubeAverage>& averages);

}  // namespace nereus
