#pragma once
// The tabulated evaluator beside the direct one, and what it makes of an event.

#include "base/parallel.hpp"
#include "cli/bench_points.hpp"
#include "cli/physics.hpp"

namespace nereus {

/// Prints time per point of the tabulated evaluator, its ratio to the direct one, what a second thread
/// brings, and unbiased samples per day and core for the surrogate, uniform proposals and VEGAS beside the
/// published number. \param physics  with the direct evaluator \param direct_us  mean time of a direct point
/// [us]
void bench_tables(const RunSettings& settings, const Physics& physics, double direct_us, Threads threads);

}  // namespace nereus
