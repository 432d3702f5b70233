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

/// Everything but the conditions.
std::string unconditional_architecture(FlowOptions flow) {
  flow.conditions = {};
  return architecture_text(flow);
}

}  // namespace

std::optional<std::vector<float>> warm_start(const SurrogateParts& surrogate, const FlowOptions& flow,
                                             const Shell& shell) {
  const std::size_t told = condition_inputs(flow.conditions),
                    told_before = condition_inputs(surrogate.flow.conditions);
  if (unconditional_architecture(surrogate.flow) != unconditional_architecture(flow)) return std::nullopt;
  if (told_before != 0 && canonical_text(surrogate.flow.conditions) != canonical_text(flow.conditions)) {
    return std::nullopt;
  }
  const std::vector<float>& old = surrogate.parameters[closest_shell(surrogate.phase_space.shells, shell)];
  if (told == told_before) return old;
  std::vector<float> parameters;
  auto next = old.begin();
  for (const ParameterBlock& block : make_shell_flow_shape(flow).blocks()) {
    const std::size_t added = block.name == "input.weight" ? told : 0, kept = block.columns - added;
    for (std::size_t row = 0; row < block.rows; ++row) {
      parameters.insert(parameters.end(), added, 0.0F);
      parameters.insert(parameters.end(), next, next + static_cast<std::ptrdiff_t>(kept));
      next += static_cast<std::ptrdiff_t>(kept);
    }
  }
  return parameters;
}

}  // namespace nereus
