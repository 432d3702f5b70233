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
#include "generator/energy_sampler.hpp"
#include "generator/event_blocks.hpp"
#include "generator/event_file.hpp"
#include "generator/event_sampler.hpp"
#include "generator/manifest.hpp"
#include "generator/nuhepmc_writer.hpp"
#include "generator/weight_summary.hpp"

namespace nereus {
namespace {

/// Events in a block on disk: what a kill can lose, a few seconds of work with the direct evaluator.
constexpr std::int64_t block_events = 4096;

std::string flux_text(const Flux& flux) {
  std::string text = "flux " + flux.name;
  for (const double edge : flux.edges) text += " " + exact_number(edge);
  for (const double density : flux.density) text += " " + exact_number(density);
  return text + "\n";
}

/// Everything a generation is made of, ready to draw.
struct Generation {
  RunHeader header;
  std::unique_ptr<EnergySampler> energies;
  std::unique_ptr<ProposalSource> proposals;
  WeightSummary weights;
};

Generation prepare(const CrossSection& cross_section, const TotalCrossSection& total,
                   const Surrogate& surrogate, const Flux& flux, const GenerateOptions& options,
                   const Provenance& provenance) {
  check_consistency(cross_section, total, surrogate);
  Generation generation;
  RunHeader& header = generation.header;
  header = make_run_header(cross_section);
  header.provenance = provenance;
  header.fingerprint = generation_fingerprint(cross_section, total, surrogate, flux, options);
  header.mode = options.mode;
  header.seed = options.seed;
  header.events = options.events;
  header.e_nu_min = std::max({options.e_nu_min_mev, surrogate.e_nu_min(), total.e_nu_min()});
  header.e_nu_max = std::min({options.e_nu_max_mev, surrogate.e_nu_max(), total.e_nu_max()});
  header.flux = cut_flux(flux, header.e_nu_min, header.e_nu_max);
  generation.energies = std::make_unique<EnergySampler>(header.flux.flux, total);
  header.sigma_flux = generation.energies->flux_averaged_sigma();
  if (generation_mode(options) == GenerationMode::baseline) {
    generation.proposals = std::make_unique<UniformProposals>(cross_section);
  } else {
    generation.proposals = std::make_unique<SurrogateProposals>(surrogate);
  }
  return generation;
}

/// Draws what is not on disk yet and hands all events to the writers in order.
void write_events(Generation& generation, const CrossSection& cross_section, const std::string& prefix,
                  bool hepmc3, Threads threads) {
  const RunHeader& header = generation.header;
  const EventSampler sampler(cross_section, *generation.energies, *generation.proposals,
                             static_cast<std::uint64_t>(header.seed));
  EventFileWriter event_file(prefix + ".h5", header);
  const auto hepmc_file = hepmc3 ? std::make_unique<NuHepmcWriter>(prefix + ".hepmc3", header) : nullptr;

  BlockJob job;
  job.directory = prefix + ".blocks";
  job.fingerprint = header.fingerprint;
  job.blocks = (header.events + block_events - 1) / block_events;
  job.title = "events";
  const auto produce = [&](std::int64_t block) {
    const std::int64_t first = block * block_events;
    const std::int64_t count = std::min(block_events, header.events - first);
    return columns_of(sampler.sample(first, static_cast<std::size_t>(count), threads));
  };
  const auto consume = [&](std::int64_t block, const BlockColumns& columns) {
    std::vector<RecordedEvent> recorded;
    for (const Event& event : events_of(columns)) {
      const std::int64_t number = block * block_events + static_cast<std::int64_t>(recorded.size());
      recorded.push_back(
          {number, event,
           lab_momenta(event.point, event.lepton_azimuth, *event.point.missing_energy, header.masses)});
      generation.weights.add(event.weight);
    }
    event_file.write(recorded);
    if (hepmc_file) hepmc_file->write(recorded);
  };
  run_blocks(job, produce, consume);
  event_file.close();
  if (hepmc_file) hepmc_file->close();
  discard_blocks(job);
}

GenerationSummary summarise(const Generation& generation) {
  const auto& [header, energies, proposals, weights] = generation;
  GenerationSummary summary;
  summary.events = weights.events();
  summary.zero_weights = weights.zeros();
  summary.sigma_flux = header.sigma_flux;
  summary.sigma_events = header.sigma_flux * weights.mean();
  summary.sigma_events_error = header.sigma_flux * weights.mean_error();
  summary.ress = weights.ress();
  summary.max_weight = weights.max();
  summary.kept_fraction = header.flux.kept_fraction;
  summary.e_nu_min = header.e_nu_min;
  summary.e_nu_max = header.e_nu_max;
  return summary;
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

std::string generation_fingerprint(const CrossSection& cross_section, const TotalCrossSection& total,
                                   const Surrogate& surrogate, const Flux& flux,
                                   const GenerateOptions& options) {
  const std::string format = "events 3\n";  // to be raised when the same inputs give other events or columns
  return sha256(format + cross_section.fingerprint() + "\n" + cross_section.evaluator() + "\n" +
                total.fingerprint() + "\n" +
                surrogate.fingerprint() + "\n" + flux_text(flux) + canonical_text(options));
}

std::optional<GenerationSummary> finished_generation(const std::string& prefix,
                                                     const std::string& fingerprint) {
  auto summary = read_manifest(prefix, fingerprint);
  if (summary) summary->reused = true;
  return summary;
}

GenerationSummary generate_events(const CrossSection& cross_section, const TotalCrossSection& total,
                                  const Surrogate& surrogate, const Flux& flux,
                                  const GenerateOptions& options, const Provenance& provenance,
                                  const std::string& prefix, Threads threads) {
  if (options.hepmc3 && options.events > std::numeric_limits<int>::max()) {
    throw InputError(
        fmt::format("{} events do not fit into one HepMC3 file (its event numbers are 32-bit); set "
                    "[generate] hepmc3 = false",
                    options.events));
  }
  Generation generation = prepare(cross_section, total, surrogate, flux, options, provenance);
  const RunHeader& header = generation.header;
  spdlog::info("flux {}: {:.2f} % of the neutrinos lie between {} and {} MeV and are used", flux.name,
               100 * header.flux.kept_fraction, header.e_nu_min, header.e_nu_max);
  write_events(generation, cross_section, prefix, options.hepmc3, threads);

  GenerationSummary summary = summarise(generation);
  summary.files["h5"] = written_file(prefix + ".h5");
  if (options.hepmc3) summary.files["hepmc3"] = written_file(prefix + ".hepmc3");
  write_manifest(prefix, header.fingerprint, summary, provenance);
  return summary;
}

}  // namespace nereus
