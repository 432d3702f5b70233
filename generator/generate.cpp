#include "generator/generate.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "base/block_store.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "generator/accept_reject.hpp"
#include "generator/block_plan.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event_blocks.hpp"
#include "generator/event_output.hpp"
#include "generator/event_sampler.hpp"
#include "generator/manifest.hpp"

namespace nereus {
namespace {

std::string flux_text(const Flux& flux) {
  std::string text = "flux " + flux.name;
  for (const double edge : flux.edges) text += " " + exact_number(edge);
  for (const double density : flux.density) text += " " + exact_number(density);
  return text + "\n";
}

/// A run, ready to draw its blocks.
class Generation {
 public:
  Generation(const GenerationInputs& inputs, const GenerateOptions& options, const Shard& shard,
             Threads threads);

  const RunHeader& header() const { return header_; }
  BlockPlan plan() const { return block_plan(header_.mode, header_.events); }

  /// Events of a block, whoever makes it and when.
  std::vector<Event> block(std::int64_t block) const;

  std::vector<RecordedEvent> record(const std::vector<Event>& events) const {
    std::vector<RecordedEvent> recorded;
    for (const Event& event : events) recorded.push_back(record_event(event, header_.masses));
    return recorded;
  }

 private:
  EventSampler sampler(StreamPurpose purpose) const {
    return {inputs_.cross_section, *energies_, *proposals_, static_cast<std::uint64_t>(header_.seed),
            purpose};
  }

  const GenerationInputs& inputs_;
  GenerationMode mode_;
  Threads threads_;
  RunHeader header_;
  std::unique_ptr<EnergySampler> energies_;
  std::unique_ptr<ProposalSource> proposals_;
  WeightCap cap_;
};

/// Nothing corrects the surrogate's own model in this mode.
void check_emulated_model(const Surrogate& surrogate, const CrossSection& cross_section) {
  if (surrogate.model_fingerprint() == cross_section.fingerprint()) return;
  throw ModelMismatch(
      "mode \"emulate\" would give events of another model (the surrogate was not trained on this one, and "
      "no "
      "weight corrects it); train one for this model, or use mode \"weighted\"");
}

Generation::Generation(const GenerationInputs& inputs, const GenerateOptions& options, const Shard& shard,
                       Threads threads)
    : inputs_(inputs), mode_(generation_mode(options)), threads_(threads) {
  check_consistency(inputs.cross_section, inputs.total, inputs.surrogate);
  check_flavour(inputs.flux, inputs.cross_section.probe());
  if (inputs.exposure.is_asked()) check_exposure(inputs.flux, inputs.exposure);
  if (mode_ == GenerationMode::emulate) check_emulated_model(inputs.surrogate, inputs.cross_section);
  header_ = make_run_header(inputs.cross_section);
  header_.provenance = inputs.provenance;
  header_.fingerprint = generation_fingerprint(inputs, options);
  header_.mode = options.mode;
  header_.biased = mode_ == GenerationMode::emulate;
  header_.seed = options.seed;
  header_.events = options.events;
  header_.shard = shard;
  header_.weight_names = weight_names(inputs.variations);
  header_.formats = {options.hepmc3, options.hepmc3_gz};
  header_.e_nu_min = std::max({options.e_nu_min_mev, inputs.surrogate.e_nu_min(), inputs.total.e_nu_min()});
  header_.e_nu_max = std::min({options.e_nu_max_mev, inputs.surrogate.e_nu_max(), inputs.total.e_nu_max()});
  header_.flux = cut_flux(inputs.flux, header_.e_nu_min, header_.e_nu_max);
  spdlog::info("flux {}: {:.2f} % of the neutrinos lie between {} and {} MeV and are used", inputs.flux.name,
               100 * header_.flux.kept_fraction, header_.e_nu_min, header_.e_nu_max);
  energies_ = std::make_unique<EnergySampler>(header_.flux.flux, inputs.total);
  header_.sigma_flux = fm2_in_sigma_unit * energies_->flux_averaged_sigma();
  if (mode_ == GenerationMode::baseline) {
    proposals_ = std::make_unique<UniformProposals>(inputs.cross_section);
  } else {
    proposals_ = std::make_unique<SurrogateProposals>(inputs.surrogate);
  }
  if (mode_ == GenerationMode::unweighted) {
    cap_ = pilot_cap(sampler(StreamPurpose::pilot), options.cap_quantile, options.pilot_events, threads);
    header_.weight_cap = cap_.cap;
  }
}

std::vector<Event> Generation::block(std::int64_t block) const {
  const EventSampler events = sampler(StreamPurpose::generation);
  const std::int64_t first = plan().first(block);
  const std::size_t count = plan().events(block);
  const auto drawn = [&] {
    switch (mode_) {
      case GenerationMode::emulate:
        return events.propose(first, count, threads_);
      case GenerationMode::unweighted:
        return accept_events(events, cap_, block * proposals_per_block, count, threads_);
      case GenerationMode::weighted:
      case GenerationMode::baseline:
        break;
    }
    return events.sample(first, count, threads_);
  };
  std::vector<Event> made = drawn();
  add_ratios(inputs_.variations, made, threads_);
  return made;
}

/// Closes the output and adds what it cannot know.
GenerationSummary finish(EventOutput& output, const RunHeader& header, const ExposureOptions& exposure) {
  GenerationSummary summary = output.close();
  if (exposure.is_asked()) summary.expected_events = expected_events(header.flux, header, exposure);
  return summary;
}

/// HepMC3 numbers events with 32 bits.
void check_event_numbers(const GenerateOptions& options) {
  if (options.events <= std::numeric_limits<int>::max()) return;
  throw InputError(
      fmt::format("{} events do not fit into one HepMC3 file (its event numbers are 32-bit); set "
                  "[generate] hepmc3 = false",
                  options.events));
}

/// A lighter lepton may be proposed (such proposals get weight 0), never a heavier one. Removal energies do
/// not matter: every event is proposed in the phase space of its own missing energy.
bool covers_phase_space(const Surrogate& surrogate, const CrossSection& cross_section) {
  const PhaseSpaceModel& proposed = surrogate.parts().phase_space;
  return proposed.lepton_mass <= cross_section.probe().lepton_mass &&
         proposed.nucleon_mass == cross_section.constants().nucleon_mass;
}

}  // namespace

void check_consistency(const CrossSection& cross_section, const TotalCrossSection& total,
                       const Surrogate& surrogate) {
  const std::vector<Shell>& truth = cross_section.shells();
  const std::vector<Shell>& proposed = surrogate.shells();
  if (!std::equal(truth.begin(), truth.end(), proposed.begin(), proposed.end())) {
    throw ModelMismatch(
        "the surrogate has other shells than the cross section (it was trained for another nucleus "
        "or probe); train one for this model");
  }
  if (total.fingerprint() != cross_section.fingerprint()) {
    throw ModelMismatch(
        "the total cross section belongs to another model than the cross section (fingerprints "
        "differ); compute it again");
  }
  if (!covers_phase_space(surrogate, cross_section)) {
    throw ModelMismatch(
        "the surrogate does not reach all of the phase space of the cross section (its masses differ, the "
        "weights would be biased); use Surrogate::set_up_for");
  }
  const bool trained = !surrogate.model_fingerprint().empty();
  if (trained && surrogate.model_fingerprint() != cross_section.fingerprint()) {
    spdlog::warn("the surrogate was trained on another model: the weights remain exact but scatter more");
  }
}

std::string generation_fingerprint(const GenerationInputs& inputs, const GenerateOptions& options) {
  const std::string format = "events 3\n";  // to be raised when the same inputs give other events or columns
  std::string variations;
  for (const WeightVariation& variation : inputs.variations) {
    variations += variation.name + " " + variation.fingerprint + "\n";
  }
  return sha256(format + inputs.cross_section.fingerprint() + "\n" + inputs.total.fingerprint() + "\n" +
                inputs.surrogate.fingerprint() + "\n" + flux_text(inputs.flux) + canonical_text(options) +
                variations);
}

std::optional<GenerationSummary> finished_generation(const std::string& prefix,
                                                     const std::string& fingerprint) {
  auto summary = read_manifest(prefix, fingerprint);
  if (summary) summary->reused = true;
  return summary;
}

GenerationSummary generate_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                  const std::string& prefix, Threads threads, const Shard& shard) {
  if (options.hepmc3) check_event_numbers(options);
  const Generation generation(inputs, options, shard, threads);
  const RunHeader& header = generation.header();
  const std::string own_prefix = shard_prefix(prefix, shard);
  EventOutput output(header, own_prefix);

  BlockJob job;
  job.directory = own_prefix + ".blocks";
  job.fingerprint = header.fingerprint + " " + shard.text();
  job.blocks = shard.blocks(generation.plan().blocks());
  job.title = "events";
  run_blocks(
      job, [&](std::int64_t k) { return columns_of(generation.block(shard.block(k))); },
      [&](std::int64_t, const BlockColumns& columns) {
        output.write(generation.record(events_of(columns)));
      });
  const GenerationSummary summary = finish(output, header, inputs.exposure);
  write_manifest(own_prefix, header.fingerprint, summary, inputs.provenance);
  discard_blocks(job);
  return summary;
}

GenerationSummary stream_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                std::unique_ptr<OutputStream> out, Threads threads) {
  check_event_numbers(options);
  const Generation generation(inputs, options, {}, threads);
  EventOutput output(generation.header(), std::move(out));
  const std::int64_t blocks = generation.plan().blocks();
  Progress progress("events", blocks);
  for (std::int64_t block = 0; block < blocks; ++block) {
    output.write(generation.record(generation.block(block)));
    progress.update(block + 1);
  }
  progress.finish();
  return finish(output, generation.header(), inputs.exposure);
}

}  // namespace nereus
