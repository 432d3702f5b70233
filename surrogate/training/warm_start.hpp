#pragma once
// Training that begins where another one has ended.

#include <optional>
#include <vector>

#include "surrogate/surrogate_parts.hpp"

namespace nereus {

/// Weights for a shell from a surrogate of the same architecture: those of its shell of the same n, l, j, if
/// not of the same j, if not of its first one (a p shell learns faster from an s shell than from nothing).
/// Conditions that the surrogate was not told of begin without effect.
/// \return nothing if the architectures differ
std::optional<std::vector<float>> warm_start(const SurrogateParts& surrogate, const FlowOptions& flow,
                                             const Shell& shell);

}  // namespace nereus
