#pragma once
// Events of weight 1 from weighted ones.

#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "generator/event_sampler.hpp"

namespace nereus {

/// Weight above which a proposal is always accepted, and how often proposals are.
struct WeightCap {
  double cap = 1;
  double acceptance = 1;  ///< E[min(w, cap)] / cap
};

/// Refuses a pilot sample that cannot tell a quantile, before it is drawn.
/// \throws InputError if fewer than ten of its events would lie above the cap
void check_pilot(double quantile, std::int64_t events);

/// Cap at a quantile of the weights of a pilot sample. The sample must have random streams of its own
/// (StreamPurpose::pilot): then the cap is a number given beforehand to the events that it decides about.
///
/// \param weights   of the pilot's events, in any order
/// \param quantile  part of them that lies at or below the cap
/// \throws InputError as check_pilot; ConvergenceError if the quantile is not positive
WeightCap pilot_cap(std::vector<double> weights, double quantile);

/// Proposal numbers that a block of accepted events has for itself.
constexpr std::int64_t proposals_per_block = std::int64_t{1} << 24;

/// Accepts proposals with probability min(w / cap, 1) until there are `count`. An accepted event has weight
/// max(w / cap, 1), so that for any cap E[accepted weight per proposal] x cap = E[w]: overweight events are
/// kept with all that they stand for. Event::trials counts the proposals.
///
/// Proposals are numbered from `first` on; whether number i is accepted depends on (seed, i) alone.
/// \param most  proposals that may be drawn
/// \throws ConvergenceError if they do not suffice: too few are accepted
std::vector<Event> accept_events(const EventSampler& sampler, const WeightCap& cap, std::int64_t first,
                                 std::size_t count, Threads threads, std::int64_t most = proposals_per_block);

}  // namespace nereus
