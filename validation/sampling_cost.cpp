#include "validation/sampling_cost.hpp"

#include <algorithm>

#include "base/core_clock.hpp"
#include "generator/event_sampler.hpp"

namespace nereus {

SamplingCost sampling_cost(const Subject& subject, std::int64_t events, double acceptance,
                           std::uint64_t seed) {
  constexpr std::int64_t block = 16384;
  const EnergySampler energies(make_flux("flat", subject.inside(0), subject.inside(1e9)), subject.total);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(subject.cross_section, energies, proposals, seed, StreamPurpose::validation);
  double proposing = 0, weighing = 0;
  for (std::int64_t done = 0; done < events; done += block) {
    const auto count = static_cast<std::size_t>(std::min(block, events - done));
    const double begin = core_seconds();
    std::vector<Event> list = sampler.propose(first_event(Measurement::cost, 0) + done, count, Threads{1});
    const double proposed = core_seconds();
    weigh_events(subject.cross_section, list, Threads{1});
    proposing += proposed - begin;
    weighing += core_seconds() - proposed;
  }
  const double per_million = 1e6 / static_cast<double>(events);
  const double weighted = (proposing + weighing) * per_million;
  return {events, proposing * per_million, weighted, weighted / acceptance};
}

}  // namespace nereus
