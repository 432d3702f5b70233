#include "validation/averaged_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nereus {
namespace {

std::vector<PhaseCube> grid(const Subject& subject, double e_nu) {
  constexpr double step_mev = 5;
  std::vector<PhaseCube> cubes;
  const double highest = e_nu - subject.cross_section.probe().lepton_mass;
  for (int theta_lepton = 5; theta_lepton <= 175; theta_lepton += 10) {
    for (const double theta_n : {10.0, 30.0, 60.0, 90.0}) {
      for (double omega = step_mev; omega < highest; omega += step_mev) {
        cubes.push_back({e_nu, omega, static_cast<double>(theta_lepton), theta_n, 90});
      }
    }
  }
  return cubes;
}

/// Ends of the central part of a weighted distribution.
std::array<double, 2> central_interval(const std::vector<CubeAverage>& sorted, double total, double share) {
  std::array<double, 2> ends{1 + sorted.front().deviation(), 1 + sorted.back().deviation()};
  double below = 0;
  for (const CubeAverage& cube : sorted) {
    const double next = below + cube.truth / total, low = (1 - share) / 2, high = (1 + share) / 2;
    if (below <= low && next > low) ends[0] = 1 + cube.deviation();
    if (below < high && next >= high) ends[1] = 1 + cube.deviation();
    below = next;
  }
  return ends;
}

}  // namespace

AveragedRatio summarise_ratio(const std::vector<PhaseCube>& cubes, const std::vector<CubeAverage>& averages) {
  AveragedRatio result;
  double total = 0;
  for (std::size_t i = 0; i < cubes.size(); ++i) {
    if (!(averages[i].truth > 0)) continue;
    result.cubes.push_back(cubes[i]);
    result.averages.push_back(averages[i]);
    const double delta = averages[i].deviation();
    total += averages[i].truth;
    result.rms += averages[i].truth * delta * delta;
    result.noise += averages[i].truth * averages[i].noise * averages[i].noise;
    result.mean += averages[i].truth * (1 + delta);
  }
  if (!(total > 0)) return result;
  result.e_nu = result.cubes.front().e_nu;
  result.rms = std::sqrt(result.rms / total);
  result.noise = std::sqrt(result.noise / total);
  result.mean /= total;
  std::vector<CubeAverage> sorted = result.averages;
  std::sort(sorted.begin(), sorted.end(),
            [](const CubeAverage& a, const CubeAverage& b) { return a.deviation() < b.deviation(); });
  for (std::size_t i = 0; i < ratio_interval_shares.size(); ++i) {
    result.intervals[i] = central_interval(sorted, total, ratio_interval_shares[i]);
  }
  return result;
}

AveragedRatio averaged_ratio(const Subject& subject, std::int64_t points, std::uint64_t seed, Threads threads,
                             const std::string& directory) {
  const std::vector<PhaseCube> cubes = grid(subject, subject.inside(500));
  std::vector<std::size_t> shells(subject.shells());
  std::iota(shells.begin(), shells.end(), std::size_t{0});
  AveragedRatio result =
      summarise_ratio(cubes, cube_averages(subject, shells, cubes, points, seed,
                                           first_event(Measurement::averaged_ratio, 0), threads, directory));
  result.points = points;
  return result;
}

}  // namespace nereus
