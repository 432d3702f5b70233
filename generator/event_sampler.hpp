#pragma once
// Weighted events in memory: flux and shell, proposal, true cross section, weight.

#include <array>
#include <cstdint>
#include <vector>

#include "base/parallel.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event.hpp"
#include "generator/proposal_source.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// What an event is made from: its energy and shell, and numbers in (0, 1).
struct EventDraw {
  EnergyAndShell start;
  std::array<double, 4> proposal{};  ///< for ProposalSource
  double lepton_azimuth = 0;
  double missing_energy = 0;
};

/// One event from each draw, with weight 1 (0 where the proposal has left phase space); the cross section is
/// not evaluated, and Event::proposal is left alone.
/// \param events  as many as there are draws
void propose_events(const CrossSection& cross_section, const ProposalSource& proposals,
                    const std::vector<EventDraw>& draws, Event* events);

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
  EventDraw draw(std::int64_t proposal) const;

  const CrossSection& cross_section_;
  const EnergySource& energies_;
  const ProposalSource& proposals_;
  std::uint64_t seed_;
  StreamPurpose purpose_;
};

/// Terms of the cross section at every event [fm^2 MeV^-1 sr^-1].
std::vector<AzimuthalTerms> terms_at(const CrossSection& cross_section, const std::vector<Event>& events,
                                     Threads threads);

/// Fills d4sigma and weight of proposed events from the true cross section.
/// \throws ConvergenceError if a weight is not finite
void weigh_events(const CrossSection& cross_section, std::vector<Event>& events, Threads threads);

}  // namespace nereus
