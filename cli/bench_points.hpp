#pragma once
// Points where nature puts them, for timing.

#include <vector>

#include "base/parallel.hpp"
#include "cli/physics.hpp"

namespace nereus {

/// Configurations with the index of their shell.
struct BenchPoints {
  std::vector<std::size_t> shell;
  std::vector<PhasePoint> points;
};

/// Draws points with density flux x d4sigma for a flat flux, by acceptance and rejection of weighted events
/// of the surrogate; weights above the cap (1 % of the proposals) are accepted
/// as if they were at it, which does not matter for timing. The same points on every call.
/// \throws FileError if no surrogate is shipped for this nucleus and probe
BenchPoints draw_bench_points(const RunSettings& settings, const Physics& physics, std::size_t count,
                              Threads threads);

}  // namespace nereus
