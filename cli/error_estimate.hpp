#pragma once
// `--estimate-error` of the subcommands that evaluate the true cross section.

#include <CLI/CLI.hpp>

#include "base/parallel.hpp"
#include "cli/physics.hpp"

namespace nereus {

void add_error_estimate(CLI::App& command, bool& wanted);

/// Prints the estimated error of the amplitude sums up to an energy of the nucleon [MeV] to stderr.
/// \throws ConvergenceError if it exceeds the card's accuracy (see require_convergence)
void report_error_estimate(const RunSettings& settings, const Physics& physics, double kinetic_energy_max,
                           Threads threads);

}  // namespace nereus
