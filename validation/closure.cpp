#include "validation/closure.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"
#include "generator/weight_summary.hpp"

namespace nereus {
namespace {

Closure closure_of(const WeightSummary& excess, double sigma_quadrature) {
  if (excess.events() < 100) {
    throw InputError(fmt::format("{} events are too few to check the cross section (at least 100 are needed)",
                                 excess.events()));
  }
  Closure closure;
  closure.sigma_quadrature = sigma_quadrature;
  closure.sigma_events = sigma_quadrature + excess.mean();
  closure.sigma_events_error = excess.mean_error();
  const bool exact = closure.sigma_events_error == 0;
  closure.deviation = exact ? 0 : excess.mean() / closure.sigma_events_error;
  // Rounding may be all that is left of the scatter when every weight is 1.
  closure.passed = exact ? std::abs(excess.mean()) < 1e-12 * sigma_quadrature
                         : std::abs(closure.deviation) < closure_limit;
  return closure;
}

}  // namespace

Closure check_closure(const std::vector<double>& weight, double sigma_quadrature,
                      const std::vector<std::int64_t>& trials) {
  WeightSummary excess;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const std::int64_t rejected = trials.empty() ? 0 : trials[i] - 1;
    for (std::int64_t trial = 0; trial < rejected; ++trial) excess.add(-sigma_quadrature);
    excess.add(sigma_quadrature * (weight[i] - 1));
  }
  return closure_of(excess, sigma_quadrature);
}

Closure check_closure(const WeightSample& sample) {
  WeightSummary excess;
  for (std::size_t i = 0; i < sample.weight.size(); ++i) {
    excess.add(sample.contribution[i] * (sample.weight[i] - 1));
  }
  return closure_of(excess, sample.sigma_quadrature);
}

}  // namespace nereus
