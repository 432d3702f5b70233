#include "cli/error_estimate.hpp"

#include <spdlog/spdlog.h>

#include "hadron_tensor/convergence_check.hpp"

namespace nereus {

void add_error_estimate(CLI::App& command, bool& wanted) {
  command.add_flag(
      "--estimate-error", wanted,
      "first repeat amplitude sums with finer numerics, print the estimated error to stderr, and "
      "stop if it exceeds three times model.accuracy");
}

void report_error_estimate(const RunSettings& settings, const Physics& physics, double kinetic_energy_max,
                           Threads threads) {
  const ConvergenceEstimate estimate = estimate_convergence(physics.field, physics.probe, settings.model,
                                                            settings.constants, kinetic_energy_max, threads);
  spdlog::info(estimate.text());
  require_convergence(estimate);
}

}  // namespace nereus
