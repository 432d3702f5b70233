#include "surrogate/training/warm_start.hpp"

#include <algorithm>
#include <functional>

#include "surrogate/flow_features.hpp"
#include "surrogate/shell_flow.hpp"

namespace nereus {
namespace {

std::size_t closest_shell(const std::vector<Shell>& shells, const Shell& wanted) {
  const std::function<bool(const Shell&)> alike[] = {
      [&](const Shell& s) { return s.n == wanted.n && s.l == wanted.l && s.two_j == wanted.two_j; },
      [&](const Shell& s) { return s.n == wanted.n && s.l == wanted.l; },
      [&](const Shell& s) { return s.two_j == wanted.two_j; }};
  for (const auto& matches : alike) {
    const auto found = std::find_if(shells.begin(), shells.end(), matches);
    if (found != shells.end()) return static_cast<std::size_t>(found - shells.begin());
  }
  return 0;
}

/// Everything but what can be carried over.
std::string fixed_architecture(FlowOptions flow) {
  flow.conditions = {};
  const FlowOptions defaults;
  flow.t_bins = defaults.t_bins;
  flow.q_bins = defaults.q_bins;
  flow.p_m_bins = defaults.p_m_bins;
  flow.fine_bins = defaults.fine_bins;
  if (flow.t_embedding > 0) flow.t_embedding = defaults.t_embedding;
  return architecture_text(flow);
}

/// The bin that ends at u or contains it, u > 0.
std::size_t bin_left_of(const KnotGrid& grid, double u) {
  const auto above = std::lower_bound(grid.knots().begin() + 1, grid.knots().end(), u);
  return static_cast<std::size_t>(above - grid.knots().begin()) - 1;
}

/// One block of weights as a matrix with a row for each unit that it leads to.
struct Rows {
  std::vector<float> values;
  std::size_t columns;
  void insert_columns_in_front(std::size_t added) {
    if (added == 0) return;
    std::vector<float> wider;
    for (auto row = values.begin(); row != values.end(); row += static_cast<std::ptrdiff_t>(columns)) {
      wider.insert(wider.end(), added, 0.0F);
      wider.insert(wider.end(), row, row + static_cast<std::ptrdiff_t>(columns));
    }
    values = std::move(wider);
    columns += added;
  }
  /// Rows belong to knots; linear in between.
  void interpolate(const KnotGrid& from, const KnotGrid& to) {
    if (from.knots() == to.knots()) return;
    std::vector<float> moved;
    for (std::size_t knot = 0; knot < to.size(); ++knot) {
      const double u = to.knots()[knot];
      const bool left_of_jump = knot + 1 < to.size() && to.knots()[knot + 1] == u;
      const std::size_t bin = left_of_jump ? bin_left_of(from, u) : from.bin_of(u);
      const auto fraction = static_cast<float>(from.fraction(bin, u));
      for (std::size_t i = bin * columns; i < (bin + 1) * columns; ++i) {
        moved.push_back((1 - fraction) * values[i] + fraction * values[i + columns]);
      }
    }
    values = std::move(moved);
  }
};

std::vector<float> carry_over(const std::vector<float>& old, const ShellFlowShape& from,
                              const ShellFlowShape& to) {
  std::vector<float> parameters;
  for (std::size_t network = 0; network < from.networks.size(); ++network) {
    const std::size_t added = to.networks[network].inputs - from.networks[network].inputs;
    const auto begin = old.begin() + static_cast<std::ptrdiff_t>(from.parameter_offset(network));
    for (const ParameterBlock& block : from.networks[network].blocks()) {
      const auto first = begin + static_cast<std::ptrdiff_t>(block.offset);
      Rows rows{{first, first + static_cast<std::ptrdiff_t>(block.size())}, block.columns};
      if (block.name == "input.weight") rows.insert_columns_in_front(added);
      if (block.name == "table" && block.rows > 0) {
        rows.interpolate(KnotGrid::uniform(block.rows - 1),
                         KnotGrid::uniform(to.networks[network].table_knots - 1));
      }
      if (block.name == "output.bias") rows.columns = 1;
      if (network < from.grids.size() && block.name.rfind("output.", 0) == 0) {
        rows.interpolate(from.grids[network], to.grids[network]);
      }
      parameters.insert(parameters.end(), rows.values.begin(), rows.values.end());
    }
  }
  return parameters;
}

}  // namespace

std::optional<std::vector<float>> warm_start(const SurrogateParts& surrogate, const FlowOptions& flow,
                                             const Shell& shell) {
  if (fixed_architecture(surrogate.flow) != fixed_architecture(flow)) return std::nullopt;
  if (condition_inputs(surrogate.flow.conditions) != 0 &&
      canonical_text(surrogate.flow.conditions) != canonical_text(flow.conditions)) {
    return std::nullopt;
  }
  return carry_over(surrogate.parameters[closest_shell(surrogate.phase_space.shells, shell)],
                    make_shell_flow_shape(surrogate.flow), make_shell_flow_shape(flow));
}

}  // namespace nereus
