#include "surrogate/training/flow_batch.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

}  // namespace

double smallest_log_density() {
  constexpr double below_flat = 15;
  return -std::log(2 * FlowVariables::omega_edge) - 3 * std::log(two_pi) - below_flat;
}

void FlowBatch::add(double context_in, const FlowPoint& point, double log_p_in, double log_g_in) {
  context.push_back(static_cast<float>(context_in));
  for (const double value : point) x.push_back(static_cast<float>(value));
  log_p.push_back(static_cast<float>(std::max(log_p_in, smallest_log_density())));
  log_g.push_back(static_cast<float>(log_g_in));
}

FlowBatch FlowBatch::part(std::size_t begin, std::size_t count) const {
  const auto cut = [begin, count](const std::vector<float>& values, std::size_t width) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(begin * width);
    return std::vector<float>(first, first + static_cast<std::ptrdiff_t>(count * width));
  };
  return {cut(context, 1), cut(x, flow_variables), cut(log_p, 1), cut(log_g, 1)};
}

PublishedRows::PublishedRows(const ShellDataset& data, std::size_t begin, std::size_t end,
                             const UnfoldedSpace& space, const EnergyRange& range)
    : space_(space) {
  for (std::size_t i = begin; i < end; ++i) {
    if (data.e_nu[i] < range.low || data.e_nu[i] > range.high) continue;
    Row row;
    row.context = range.context(data.e_nu[i]);
    row.point = {data.e_nu[i], data.omega[i], data.cos_theta_lepton[i], data.cos_theta_n[i], 0};
    row.log_jacobian =
        space.log_jacobian(space.coordinates().energies_of(row.point), space.flow_point(row.point, 0));
    row.log_proposal = data.log_proposal[i];
    row.density = data.density[i];
    rows_.push_back(row);
  }
}

FlowBatch PublishedRows::batch(std::size_t begin, std::size_t count, RandomStream& random) const {
  const double log_branches = std::log(static_cast<double>(UnfoldedSpace::branches));
  FlowBatch batch;
  for (std::size_t i = begin; i < begin + count; ++i) {
    const Row& row = rows_[i];
    PhasePoint point = row.point;
    point.phi_n = two_pi * random.uniform();
    const auto branch = static_cast<std::size_t>(UnfoldedSpace::branches * random.uniform());
    const double p = row.density.at(point.phi_n), to_flow = row.log_jacobian - log_branches;
    batch.add(row.context, space_.flow_point(point, std::min(branch, UnfoldedSpace::branches - 1)),
              std::log(std::max(p, 0.0)) + to_flow, row.log_proposal - std::log(two_pi) + to_flow);
  }
  return batch;
}

}  // namespace nereus
