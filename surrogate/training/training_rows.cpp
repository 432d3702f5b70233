#include "surrogate/training/training_rows.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;
/// Stands for the logarithm of a density that vanishes.
constexpr double log_of_nothing = -80;

void add_positions(const std::array<double, 3>& u, const ShellFlowShape& shape, TrainingRows& rows) {
  for (std::size_t step = 0; step < 3; ++step) {
    const std::size_t bin = shape.grids[step].bin_of(u[step]);
    rows.bin[step].push_back(static_cast<std::int64_t>(bin));
    rows.fraction[step].push_back(static_cast<float>(shape.grids[step].fraction(bin, u[step])));
  }
  const std::size_t knots = std::max<std::size_t>(shape.networks[1].table_knots, 2);
  const double position = u[0] * static_cast<double>(knots - 1);
  const std::size_t knot = std::min(static_cast<std::size_t>(position), knots - 2);
  rows.table_knot.push_back(static_cast<std::int64_t>(knot));
  rows.table_fraction.push_back(static_cast<float>(position - static_cast<double>(knot)));
}

void add_density(const AzimuthalTerms& p, double log_jacobian, double log_proposal, TrainingRows& rows) {
  const bool allowed = p.s0 > 0;
  rows.log_p_u.push_back(
      static_cast<float>(allowed ? std::log(two_pi * p.s0) + log_jacobian : log_of_nothing));
  rows.log_proposal_u.push_back(static_cast<float>(log_proposal + log_jacobian));
  for (double term : {p.s1c, p.s1s, p.s2c, p.s2s}) {
    rows.harmonics.push_back(allowed ? static_cast<float>(term / p.s0) : 0.0F);
  }
}

}  // namespace

TrainingRows make_training_rows(const ShellDataset& dataset, std::size_t begin, std::size_t end,
                                const PhaseSpaceModel& phase_space, std::size_t shell,
                                const ShellFlowShape& shape) {
  const ShellCoordinates coordinates(phase_space, shell);
  const FlowFeatures features(phase_space, shell);
  TrainingRows rows;
  rows.size = end - begin;
  const std::size_t columns = shape.networks.back().inputs;
  rows.features.resize(rows.size * columns);
  std::vector<double> parameters(dataset.parameters.size());
  for (std::size_t i = begin; i < end; ++i) {
    const PhasePoint point = dataset.point(i);
    const CubePoint cube = coordinates.cube_point(point);
    float* values = rows.features.data() + (i - begin) * columns;
    const EventEnergies at = coordinates.energies_of(point);
    for (std::size_t k = 0; k < parameters.size(); ++k) parameters[k] = dataset.parameters[k][i];
    features.fill_energy(at, parameters.data(), values);
    features.fill_omega(at, point.omega, cube.u[0], values);
    features.fill_lepton(at, point.omega, point.cos_theta_lepton, cube.u[1], values);
    features.fill_nucleon(at, point.omega, point.cos_theta_lepton, point.cos_theta_n, cube.u[2], values);
    add_positions(cube.u, shape, rows);
    rows.sine.push_back(static_cast<float>(std::sqrt((1 - point.cos_theta_n) * (1 + point.cos_theta_n))));
    add_density(dataset.density[i], cube.log_jacobian, dataset.log_proposal[i], rows);
  }
  return rows;
}

}  // namespace nereus
