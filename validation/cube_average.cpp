#include "validation/cube_average.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/block_store.hpp"
#include "base/fingerprint.hpp"
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

/// Averages of some of the cubes; `first` is the number of the first cube's stream.
std::vector<CubeAverage> averages_of(const Subject& subject, const std::vector<std::size_t>& shells,
                                     const std::vector<PhaseCube>& cubes, std::int64_t points,
                                     std::uint64_t seed, std::uint64_t first, Threads threads) {
  // Long lists are evaluated fastest.
  const std::size_t per_chunk = std::max<std::size_t>(1, 20000 / static_cast<std::size_t>(points));
  std::vector<CubeAverage> averages(cubes.size());
  parallel_for((cubes.size() + per_chunk - 1) / per_chunk, threads, [&](std::size_t chunk) {
    const std::size_t begin = chunk * per_chunk, end = std::min(cubes.size(), begin + per_chunk);
    std::vector<PhasePoint> list;
    std::vector<double> sines;
    for (std::size_t i = begin; i < end; ++i) {
      append_points(cubes[i], points, RandomStream(seed, StreamPurpose::validation, first + i), list, sines);
    }
    std::vector<PointPair> pairs(list.size());
    for (const std::size_t shell : shells) add_shell(subject, shell, list, sines, pairs);
    for (std::size_t i = begin; i < end; ++i) {
      averages[i] = average(&pairs[(i - begin) * static_cast<std::size_t>(points)], points);
    }
  });
  return averages;
}

/// Everything that the averages depend on.
std::string fingerprint_of(const Subject& subject, const std::vector<std::size_t>& shells,
                           const std::vector<PhaseCube>& cubes, std::int64_t points, std::uint64_t seed,
                           std::int64_t first) {
  std::string text = fmt::format("{} {} {} {} {} {} {}", subject.cross_section.fingerprint(),
                                 subject.cross_section.evaluator(), subject.total.fingerprint(),
                                 subject.surrogate.fingerprint(), points, seed, first);
  for (const std::size_t shell : shells) text += fmt::format(" {}", shell);
  for (const PhaseCube& cube : cubes) {
    text += fmt::format(" {} {} {} {} {}", cube.e_nu, cube.omega, cube.theta_lepton_deg, cube.theta_n_deg,
                        cube.phi_n_deg);
  }
  return sha256(text);
}

}  // namespace

std::vector<CubeAverage> cube_averages(const Subject& subject, const std::vector<std::size_t>& shells,
                                       const std::vector<PhaseCube>& cubes, std::int64_t points,
                                       std::uint64_t seed, std::int64_t first, Threads threads,
                                       const std::string& directory) {
  constexpr std::int64_t points_per_block = 1'000'000;  // seconds: what a kill loses
  const auto per_block = static_cast<std::size_t>(std::max<std::int64_t>(1, points_per_block / points));
  const auto part = [&](std::int64_t block) { return static_cast<std::size_t>(block) * per_block; };
  const BlockJob job{directory, fingerprint_of(subject, shells, cubes, points, seed, first),
                     static_cast<std::int64_t>((cubes.size() + per_block - 1) / per_block),
                     "averages over cubes"};
  std::vector<CubeAverage> averages;
  run_blocks(
      job,
      [&](std::int64_t block) {
        const std::size_t begin = part(block), end = std::min(cubes.size(), begin + per_block);
        const std::vector<PhaseCube> some(cubes.begin() + static_cast<std::ptrdiff_t>(begin),
                                          cubes.begin() + static_cast<std::ptrdiff_t>(end));
        BlockColumns columns;
        for (const CubeAverage& cube : averages_of(subject, shells, some, points, seed,
                                                   static_cast<std::uint64_t>(first) + begin, threads)) {
          columns["truth"].push_back(cube.truth);
          columns["surrogate"].push_back(cube.surrogate);
          columns["noise"].push_back(cube.noise);
        }
        return columns;
      },
      [&](std::int64_t, const BlockColumns& columns) {
        for (std::size_t i = 0; i < columns.at("truth").size(); ++i) {
          averages.push_back({columns.at("truth")[i], columns.at("surrogate")[i], columns.at("noise")[i]});
        }
      });
  return averages;
}

}  // namespace nereus
