#include "generator/accept_reject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

/// Pilot events above the cap below which their number scatters by more than a third.
constexpr double fewest_above = 10;

/// What (1 - quantile) x events may lack of a whole number.
constexpr double rounding = 1e-6;

/// Proposals drawn at a time: enough for what is still missing, as far as one can tell.
std::size_t next_draw(std::size_t missing, double acceptance) {
  constexpr double largest = 65536;
  const double expected = static_cast<double>(missing) / std::max(acceptance, 1e-9);
  const auto needed = static_cast<std::size_t>(std::ceil(std::min(expected, largest)));
  return std::max(needed, Surrogate::block_size);
}

}  // namespace

void check_pilot(double quantile, std::int64_t events) {
  const double above = (1 - quantile) * static_cast<double>(events);
  if (above >= fewest_above - rounding) return;
  throw InputError(fmt::format(
      "{} pilot events do not tell the {} quantile of the weights (only {:.1f} would lie above it); "
      "set pilot_events to {:.0f} or more",
      events, quantile, above, std::ceil(fewest_above / (1 - quantile) - rounding)));
}

WeightCap pilot_cap(std::vector<double> weights, double quantile) {
  const auto events = static_cast<std::int64_t>(weights.size());
  check_pilot(quantile, events);
  const auto rank = static_cast<std::ptrdiff_t>(std::ceil(quantile * static_cast<double>(events)) - 1);
  std::nth_element(weights.begin(), weights.begin() + rank, weights.end());
  WeightCap cap;
  cap.cap = weights[static_cast<std::size_t>(rank)];
  if (!(cap.cap > 0)) {
    throw ConvergenceError(fmt::format(
        "the {} quantile of the weights is 0 (the cross section vanishes at nearly all proposals)",
        quantile));
  }
  double accepted = 0;
  for (const double weight : weights) accepted += std::min(weight / cap.cap, 1.0);
  cap.acceptance = accepted / static_cast<double>(events);
  return cap;
}

std::vector<Event> accept_events(const EventSampler& sampler, const WeightCap& cap, std::int64_t first,
                                 std::size_t count, Threads threads, std::int64_t most) {
  std::vector<Event> accepted;
  std::int64_t drawn = 0, trials = 0;
  while (accepted.size() < count) {
    const std::size_t draw = next_draw(count - accepted.size(), cap.acceptance);
    if (drawn + static_cast<std::int64_t>(draw) > most) {
      throw ConvergenceError(
          fmt::format("accept-reject gave {} of {} events from {} proposals (the largest weights are too far "
                      "above the others); train a surrogate for this model, or use weighted events",
                      accepted.size(), count, drawn));
    }
    for (Event& event : sampler.sample(first + drawn, draw, threads)) {
      ++trials;
      RandomStream random(sampler.seed(), StreamPurpose::acceptance,
                          static_cast<std::uint64_t>(event.proposal));
      const double ratio = event.weight / cap.cap;
      if (random.uniform() >= ratio) continue;
      event.trials = trials;
      event.weight = std::max(ratio, 1.0);
      accepted.push_back(event);
      trials = 0;
      if (accepted.size() == count) break;
    }
    drawn += static_cast<std::int64_t>(draw);
  }
  return accepted;
}

}  // namespace nereus
