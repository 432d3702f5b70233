#include "validation/cube_average.hpp"

#include <algorithm>
#include <cmath>

#include "base/progress.hpp"
#include "base/random_stream.hpp"

namespace nereus {
namespace {

constexpr double radian = 0.017453292519943295;  // degree

/// Density in the angles at one point: [truth, surrogate].
struct PointPair {
  double truth = 0, surrogate = 0;
};

/// Points of one cube with sin theta_l sin theta_N of each.
void append_points(const PhaseCube& cube, std::int64_t count, RandomStream random,
                   std::vector<PhasePoint>& points, std::vector<double>& sines) {
  const auto within = [&random](double centre, double width) {
    return centre + width * (random.uniform() - 0.5);
  };
  for (std::int64_t i = 0; i < count; ++i) {
    const double omega = within(cube.omega, PhaseCube::width_mev);
    const double theta_lepton = radian * within(cube.theta_lepton_deg, PhaseCube::width_deg);
    const double theta_n = radian * within(cube.theta_n_deg, PhaseCube::width_deg);
    const double phi_n = radian * within(cube.phi_n_deg, PhaseCube::width_deg);
    points.push_back({cube.e_nu, omega, std::cos(theta_lepton), std::cos(theta_n), phi_n});
    sines.push_back(std::abs(std::sin(theta_lepton) * std::sin(theta_n)));
  }
}

/// Adds one shell at all points.
void add_shell(const Subject& subject, std::size_t shell, const std::vector<PhasePoint>& points,
               const std::vector<double>& sines, std::vector<PointPair>& pairs) {
  const std::vector<AzimuthalTerms> terms = subject.cross_section.azimuthal_terms(
      std::vector<std::size_t>(points.size(), shell), points, Threads{1});
  const std::vector<double> log_q = subject.surrogate.log_density(shell, points);
  for (std::size_t i = 0; i < points.size(); ++i) {
    pairs[i].truth += sines[i] * terms[i].at(points[i].phi_n);
    pairs[i].surrogate += sines[i] * subject.total.sigma(shell, points[i].e_nu) * std::exp(log_q[i]);
  }
}

CubeAverage average(const PointPair* pairs, std::int64_t count) {
  const auto n = static_cast<double>(count);
  CubeAverage mean;
  for (std::int64_t i = 0; i < count; ++i) {
    mean.truth += pairs[i].truth / n;
    mean.surrogate += pairs[i].surrogate / n;
  }
  if (!(mean.truth > 0)) return mean;
  const double ratio = mean.surrogate / mean.truth;
  double scatter = 0;  // of surrogate - ratio x truth: the delta method for a ratio of means
  for (std::int64_t i = 0; i < count; ++i) {
    const double residual = pairs[i].surrogate - ratio * pairs[i].truth;
    scatter += residual * residual;
  }
  mean.noise = std::sqrt(scatter) / n / mean.truth;
  return mean;
}

}  // namespace

std::vector<CubeAverage> cube_averages(const Subject& subject, const std::vector<std::size_t>& shells,
                                       const std::vector<PhaseCube>& cubes, std::int64_t points,
                                       std::uint64_t seed, std::int64_t first, Threads threads) {
  // Long lists are evaluated fastest; a round of chunks lies between two words of progress.
  const std::size_t per_chunk = std::max<std::size_t>(1, 20000 / static_cast<std::size_t>(points));
  const std::size_t per_round = 8 * per_chunk * static_cast<std::size_t>(threads.count);
  std::vector<CubeAverage> averages(cubes.size());
  Progress progress("averages over cubes", static_cast<std::int64_t>(cubes.size()));
  for (std::size_t round = 0; round < cubes.size(); round += per_round) {
    const std::size_t end = std::min(cubes.size(), round + per_round);
    parallel_for((end - round + per_chunk - 1) / per_chunk, threads, [&](std::size_t chunk) {
      const std::size_t chunk_begin = round + chunk * per_chunk;
      const std::size_t chunk_end = std::min(end, chunk_begin + per_chunk);
      std::vector<PhasePoint> list;
      std::vector<double> sines;
      for (std::size_t i = chunk_begin; i < chunk_end; ++i) {
        const auto number = static_cast<std::uint64_t>(first) + i;
        append_points(cubes[i], points, RandomStream(seed, StreamPurpose::validation, number), list, sines);
      }
      std::vector<PointPair> pairs(list.size());
      for (const std::size_t shell : shells) add_shell(subject, shell, list, sines, pairs);
      for (std::size_t i = chunk_begin; i < chunk_end; ++i) {
        averages[i] = average(&pairs[(i - chunk_begin) * static_cast<std::size_t>(points)], points);
      }
    });
    progress.update(static_cast<std::int64_t>(end));
  }
  progress.finish();
  return averages;
}

}  // namespace nereus
