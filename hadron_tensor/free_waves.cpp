#include "hadron_tensor/free_waves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/coulomb_functions.hpp"

namespace nereus {

ContinuumWaves free_waves(const MeanField& field, double k, double q_max, double accuracy) {
  Eigen::ArrayXd reach = Eigen::ArrayXd::Zero(field.points);
  for (const BoundOrbital& orbital : field.orbitals) reach = reach.max(orbital.u.abs());
  Eigen::Index edge = field.points - 1;
  while (edge > 1 && reach[edge] < 0.01 * accuracy) --edge;
  // The trapezoid rule is exact up to the wave number 2 pi/dr of the integrand (see ContinuumSolver).
  const double band = k + q_max + 5.0 + 0.35 * std::log(1e-4 / accuracy);
  const auto stride = static_cast<Eigen::Index>(std::max(1.0, std::min(0.2, 2 * M_PI / band) / field.step));
  const Eigen::Index count = edge / stride;

  ContinuumWaves waves;
  waves.k = k;
  waves.step = static_cast<double>(stride) * field.step;
  const Eigen::ArrayXd radii = Eigen::ArrayXd::LinSpaced(count, 1, static_cast<double>(count)) * waves.step;
  const int l_guess = static_cast<int>(k * field.radius(static_cast<int>(edge))) + 24;
  const Eigen::ArrayXXd F = coulomb_F(0, k, radii, l_guess);
  const auto overlap = [&](int l) {
    double sum = 0;
    for (Eigen::Index i = 0; i < count; ++i) sum += std::abs(F(l, i)) * reach[(i + 1) * stride];
    return sum * waves.step;
  };
  if (overlap(l_guess) > 0.01 * accuracy) {
    throw ConvergenceError(fmt::format("plane waves do not end at l = {} (k = {:.4g} fm^-1)", l_guess, k));
  }
  waves.l_max = l_guess;
  while (waves.l_max > 0 && overlap(waves.l_max - 1) < 0.01 * accuracy) --waves.l_max;
  waves.u.resize(count, partial_wave_count(waves.l_max));
  for (int c = 0; c < partial_wave_count(waves.l_max); ++c) waves.u.col(c) = F.row((c + 1) / 2).transpose();
  waves.phase.assign(static_cast<std::size_t>(waves.u.cols()), 1);
  waves.delta.assign(static_cast<std::size_t>(waves.u.cols()), 0);
  return waves;
}

}  // namespace nereus
