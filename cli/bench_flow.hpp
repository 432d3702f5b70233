#pragma once
// nereus bench flow: how long a proposal takes.

#include <string>

#include "cli/run_settings.hpp"

namespace nereus {

/// Prints us per proposal with its density, and per density of a given point, for each shell on one core.
/// \param surrogate file; empty: random weights in the architecture of the card
/// \param samples   per shell
void run_bench_flow(const RunSettings& settings, const std::string& surrogate, std::size_t samples);

}  // namespace nereus
