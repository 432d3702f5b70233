#pragma once
// Weighted events in memory: flux and shell, proposal, true cross section, weight.

#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event.hpp"
#include "generator/proposal_source.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Draws events by number. Event i depends on (seed, i) alone. Keeps references to what it is made from.
class EventSampler {
 public:
  EventSampler(const CrossSection& cross_section, const EnergySource& energies,
               const ProposalSource& proposals, std::uint64_t seed,
               StreamPurpose purpose = StreamPurpose::generation)
      : cross_section_(cross_section),
        energies_(energies),
        proposals_(proposals),
        seed_(seed),
        purpose_(purpose) {}

  /// Events number first ... first + count - 1.
  /// \throws ConvergenceError if a weight is not finite
  std::vector<Event> sample(std::int64_t first, std::size_t count, Threads threads) const;

  /// The same as they are proposed: weight 1, the cross section is not evaluated (d4sigma stays 0).
  std::vector<Event> propose(std::int64_t first, std::size_t count, Threads threads) const;

  std::uint64_t seed() const { return seed_; }

 private:
  void propose_block(std::int64_t first, Event* events, std::size_t count) const;

  const CrossSection& cross_section_;
  const EnergySource& energies_;
  const ProposalSource& proposals_;
  std::uint64_t seed_;
  StreamPurpose purpose_;
};

/// Fills d4sigma and weight of proposed events from the true cross section.
/// \throws ConvergenceError if a weight is not finite
void weigh_events(const CrossSection& cross_section, std::vector<Event>& events, Threads threads);

}  // namespace nereus
