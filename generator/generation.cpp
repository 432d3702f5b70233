#include "generator/generation.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/block_store.hpp"
#include "base/csv.hpp"
#include "base/fingerprint.hpp"
#include "generator/input_checks.hpp"
#include "generator/recorded_event.hpp"
#include "surrogate/block_kernels.hpp"

namespace nereus {
namespace {

/// Pilot events in a block: what a kill can lose.
constexpr std::int64_t pilot_block = 4096;

std::string flux_text(const Flux& flux) {
  std::string text = "flux " + flux.name;
  for (const double edge : flux.edges) text += " " + exact_number(edge);
  for (const double density : flux.density) text += " " + exact_number(density);
  return text + "\n";
}

}  // namespace

std::string generation_fingerprint(const GenerationInputs& inputs, const GenerateOptions& options) {
  const std::string format = "events 4\n";  // to be raised when the same inputs give other events or columns
  std::string variations;
  for (const WeightVariation& variation : inputs.variations) {
    variations += variation.name + " " + variation.fingerprint + "\n";
  }
  const std::string exposure = inputs.exposure.is_asked() ? canonical_text(inputs.exposure) : "";
  // Shards and blocks of processors that round differently do not belong together.
  const std::string arithmetic = has_fused_arithmetic() ? "" : "separate roundings\n";
  return sha256(format + inputs.cross_section.fingerprint() + "\n" + inputs.cross_section.evaluator() + "\n" +
                inputs.total.fingerprint() + "\n" + inputs.surrogate.fingerprint() + "\n" +
                flux_text(inputs.flux) + canonical_text(options) + variations + exposure + arithmetic);
}

Generation::Generation(const GenerationInputs& inputs, const GenerateOptions& options, const Shard& shard,
                       const std::string& pilot_directory, Threads threads)
    : inputs_(inputs), mode_(generation_mode(options)), threads_(threads) {
  check_consistency(inputs.cross_section, inputs.total, inputs.surrogate);
  check_flavour(inputs.flux, inputs.cross_section.probe());
  if (inputs.exposure.is_asked()) check_exposure(inputs.flux, inputs.exposure);
  check_options(options, inputs.variations.size());
  if (mode_ == GenerationMode::emulate) check_emulated_model(inputs.surrogate, inputs.cross_section);
  describe(options, shard);
  energies_ = std::make_unique<EnergySampler>(header_.flux.flux, inputs.total);
  header_.sigma_flux = fm2_in_sigma_unit * energies_->flux_averaged_sigma();
  if (mode_ == GenerationMode::baseline) {
    proposals_ = std::make_unique<UniformProposals>(inputs.cross_section);
  } else {
    proposals_ = std::make_unique<SurrogateProposals>(inputs.surrogate);
  }
  if (mode_ == GenerationMode::unweighted) {
    cap_ = cap_from_pilot(options, pilot_directory);
    header_.weight_cap = cap_.cap;
  }
}

void Generation::describe(const GenerateOptions& options, const Shard& shard) {
  header_ = make_run_header(inputs_.cross_section);
  header_.provenance = inputs_.provenance;
  header_.fingerprint = generation_fingerprint(inputs_, options);
  header_.mode = options.mode;
  header_.biased = mode_ == GenerationMode::emulate;
  header_.seed = options.seed;
  header_.events = options.events;
  header_.shard = shard;
  header_.weight_names = weight_names(inputs_.variations);
  for (const WeightVariation& variation : inputs_.variations) {
    header_.weight_models[variation.name] = variation.model;
  }
  header_.covariance_draws = inputs_.covariance_draws;
  header_.exposure = inputs_.exposure;
  header_.formats = {options.hepmc3, options.hepmc3_gz};
  header_.e_nu_min = std::max({options.e_nu_min_mev, inputs_.surrogate.e_nu_min(), inputs_.total.e_nu_min()});
  header_.e_nu_max = std::min({options.e_nu_max_mev, inputs_.surrogate.e_nu_max(), inputs_.total.e_nu_max()});
  header_.flux = cut_flux(inputs_.flux, header_.e_nu_min, header_.e_nu_max);
  spdlog::info("flux {}: {:.2f} % of the neutrinos lie between {} and {} MeV and are used", inputs_.flux.name,
               100 * header_.flux.kept_fraction, header_.e_nu_min, header_.e_nu_max);
}

WeightCap Generation::cap_from_pilot(const GenerateOptions& options, const std::string& directory) const {
  const EventSampler pilot = sampler(StreamPurpose::pilot);
  const BlockPlan plan{options.pilot_events, pilot_block};
  const BlockJob job{directory, header_.fingerprint, plan.blocks(), "pilot sample"};
  std::vector<double> weights;
  run_blocks(
      job,
      [&](std::int64_t block) {
        BlockColumns columns;
        for (const Event& event : pilot.sample(plan.first(block), plan.events(block), threads_)) {
          columns["weight"].push_back(event.weight);
        }
        return columns;
      },
      [&](std::int64_t, const BlockColumns& columns) {
        const std::vector<double>& block = columns.at("weight");
        weights.insert(weights.end(), block.begin(), block.end());
      });
  return pilot_cap(std::move(weights), options.cap_quantile);
}

EventSampler Generation::sampler(StreamPurpose purpose) const {
  return {inputs_.cross_section, *energies_, *proposals_, static_cast<std::uint64_t>(header_.seed), purpose};
}

std::vector<Event> Generation::block(std::int64_t block) const {
  const EventSampler events = sampler(StreamPurpose::generation);
  const std::int64_t first = plan().first(block);
  const std::size_t count = plan().events(block);
  std::vector<Event> made;
  switch (mode_) {
    case GenerationMode::emulate:
      made = events.propose(first, count, threads_);
      break;
    case GenerationMode::unweighted:
      made = accept_events(events, cap_, block * proposals_per_block, count, threads_);
      break;
    case GenerationMode::weighted:
    case GenerationMode::baseline:
      made = events.sample(first, count, threads_);
      break;
  }
  add_ratios(inputs_.variations, made, threads_);
  return made;
}

}  // namespace nereus
