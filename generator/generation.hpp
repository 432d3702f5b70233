#pragma once
// A run that is ready to draw its blocks of events.

#include <memory>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "generator/accept_reject.hpp"
#include "generator/block_plan.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event.hpp"
#include "generator/event_sampler.hpp"
#include "generator/exposure.hpp"
#include "generator/generate_options.hpp"
#include "generator/proposal_source.hpp"
#include "generator/run_header.hpp"
#include "generator/weight_variation.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {

/// What events are made from. Keeps references.
struct GenerationInputs {
  const CrossSection& cross_section;
  const TotalCrossSection& total;
  const Surrogate& surrogate;
  Flux flux;  ///< not cut yet
  Provenance provenance;
  std::vector<WeightVariation> variations{};  ///< weights besides "CV"
  ExposureOptions exposure{};
  std::int64_t covariance_draws = 0;  ///< so many of the variations, the first, are draws of one covariance
};

/// Fingerprint of everything that determines the events.
std::string generation_fingerprint(const GenerationInputs& inputs, const GenerateOptions& options);

/// Checks the inputs and makes blocks of events; in mode "unweighted" a pilot sample comes first. Keeps a
/// reference to the inputs.
class Generation {
 public:
  /// \param pilot_directory  where blocks of the pilot wait for a rerun after a kill; empty: nowhere
  /// \throws as generate_events
  Generation(const GenerationInputs& inputs, const GenerateOptions& options, const Shard& shard,
             const std::string& pilot_directory, Threads threads);

  const RunHeader& header() const { return header_; }
  BlockPlan plan() const { return block_plan(header_.mode, header_.events); }

  /// Events of a block, the same whoever makes it and when.
  std::vector<Event> block(std::int64_t block) const;

 private:
  void describe(const GenerateOptions& options, const Shard& shard);
  WeightCap cap_from_pilot(const GenerateOptions& options, const std::string& directory) const;
  EventSampler sampler(StreamPurpose purpose) const;

  const GenerationInputs& inputs_;
  GenerationMode mode_;
  Threads threads_;
  RunHeader header_;
  std::unique_ptr<EnergySampler> energies_;
  std::unique_ptr<ProposalSource> proposals_;
  WeightCap cap_;
};

}  // namespace nereus
