#include "surrogate/shell_density.hpp"

#include "surrogate/published/published_density.hpp"
#include "surrogate/shell_flow.hpp"

namespace nereus {

std::unique_ptr<ShellDensity> make_shell_density(const SurrogateParts& parts, std::size_t shell) {
  const std::vector<float>& weights = parts.parameters[shell];
  if (parts.flow.is_published()) {
    return std::make_unique<PublishedDensity>(parts.phase_space, shell, parts.flow.published, weights);
  }
  return std::make_unique<ShellFlow>(parts.phase_space, shell, make_shell_flow_shape(parts.flow), weights);
}

std::vector<float> random_shell_parameters(const FlowOptions& flow, std::uint64_t seed, std::size_t shell) {
  if (flow.is_published()) return random_published_parameters(flow.published, seed, shell);
  return random_flow_parameters(make_shell_flow_shape(flow), seed, shell);
}

}  // namespace nereus
