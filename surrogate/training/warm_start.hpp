#pragma once
// Training that begins where another one has ended.

#include <optional>
#include <vector>

#include "surrogate/surrogate_parts.hpp"

namespace nereus {

/// Weights for a shell from a surrogate of the same architecture: those of its shell of the same n, l, j; if it
/// has none, of the same n and l, then of the same j, then of its first one.
/// Conditions that the surrogate was not told of begin without effect; other bins begin with the old
/// densities, interpolated.
/// \return nothing if the architectures differ
std::optional<std::vector<float>> warm_start(const SurrogateParts& surrogate, const FlowOptions& flow,
                                             const Shell& shell);

}  // namespace nereus
