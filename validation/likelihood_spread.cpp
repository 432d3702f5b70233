#include "validation/likelihood_spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/block_store.hpp"
#include "base/fingerprint.hpp"
#include "generator/accept_reject.hpp"
#include "generator/event_sampler.hpp"
#include "validation/fixed_energy.hpp"

namespace nereus {
namespace {

/// Samples of one shell at one energy; each has event numbers of its own.
enum Sample : std::int64_t { of_reference = 0, of_accept_reject = 1, of_flow = 2, samples_each = 3 };

std::int64_t first_of(std::size_t row, Sample sample) {
  return first_event(Measurement::likelihood, static_cast<std::int64_t>(row) * samples_each + sample);
}

struct Moments {
  double mean = 0, sigma = 0;
};

Moments moments(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Moments result;
  for (const double value : values) result.mean += value / n;
  for (const double value : values) result.sigma += (value - result.mean) * (value - result.mean) / (n - 1);
  result.sigma = std::sqrt(result.sigma);
  return result;
}

std::vector<double> histogram_of(const std::vector<Event>& events, const LikelihoodBins& bins) {
  std::vector<double> histogram(bins.count(), 0.0);
  for (const Event& event : events) histogram[bins.bin(event.point)] += event.weight;
  return histogram;
}

/// Weighted events of the truth, and the cap that their weights suggest.
struct WeightedTruth {
  std::vector<double> histogram;
  WeightCap cap;
};

WeightedTruth weighted_truth(const EventSampler& sampler, const LikelihoodBins& bins, std::int64_t first,
                             std::int64_t count, Threads threads) {
  constexpr std::int64_t block = 65536, pilot = 100000;
  constexpr double above_cap = 10;  // pilot events: fewer do not tell the quantile
  WeightedTruth truth;
  truth.histogram.assign(bins.count(), 0.0);
  std::vector<double> weights;
  for (std::int64_t done = 0; done < count; done += block) {
    for (const Event& event :
         sampler.sample(first + done, static_cast<std::size_t>(std::min(block, count - done)), threads)) {
      truth.histogram[bins.bin(event.point)] += event.weight;
      if (static_cast<std::int64_t>(weights.size()) < pilot) weights.push_back(event.weight);
    }
  }
  const double quantile = std::min(0.9999, 1 - above_cap / static_cast<double>(weights.size()));
  truth.cap = pilot_cap(weights, quantile);
  return truth;
}

/// One shell at one energy.
struct Place {
  std::size_t shell = 0;
  double e_nu = 0;  ///< [MeV]
};

std::vector<Place> places_of(const Subject& subject) {
  std::vector<Place> places;
  for (std::size_t shell = 0; shell < subject.shells(); ++shell) {
    for (double e_nu = 200; e_nu <= 1000; e_nu += 100) {
      if (subject.inside(e_nu) == e_nu) places.push_back({shell, e_nu});
    }
  }
  return places;
}

LikelihoodBins bins_at(const Subject& subject, const Place& place) {
  const CrossSection& truth = subject.cross_section;
  return {truth.removal_energy(place.shell), place.e_nu - truth.probe().lepton_mass};
}

/// Everything that the numbers of a place depend on.
BlockJob job_of(const std::string& title, const Subject& subject, const LikelihoodSamples& samples,
                std::uint64_t seed, std::size_t places, const std::string& directory) {
  const CrossSection& truth = subject.cross_section;
  return {directory,
          sha256(fmt::format("{} {} {} {} {} {} {} {} {}", title, truth.fingerprint(), truth.evaluator(),
                             subject.total.fingerprint(), subject.surrogate.fingerprint(), samples.events,
                             samples.reference, samples.repetitions, seed)),
          static_cast<std::int64_t>(places), title};
}

BlockColumns reference_at(const Subject& subject, const Place& place, std::size_t row,
                          const LikelihoodSamples& samples, std::uint64_t seed, Threads threads) {
  const FixedEnergy energy(subject.total, place.shell, place.e_nu);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(subject.cross_section, energy, proposals, seed, StreamPurpose::validation);
  const LikelihoodBins bins = bins_at(subject, place);
  const WeightedTruth truth =
      weighted_truth(sampler, bins, first_of(row, of_reference), samples.reference, threads);
  const ReferenceHistogram reference(truth.histogram);
  BlockColumns columns{{"histogram", truth.histogram}, {"acceptance", {truth.cap.acceptance}}};
  for (std::int64_t i = 0; i < samples.repetitions; ++i) {
    const std::vector<Event> events =
        accept_events(sampler, truth.cap, first_of(row, of_accept_reject) + i * proposals_per_block,
                      static_cast<std::size_t>(samples.events), threads);
    columns["accept_reject"].push_back(reference.mnll(histogram_of(events, bins)));
  }
  return columns;
}

/// MNLL of each repetition of the flow.
std::vector<double> flow_at(const Subject& subject, const LikelihoodReference& at, std::size_t row,
                            const LikelihoodSamples& samples, std::uint64_t seed, Threads threads) {
  const FixedEnergy energy(subject.total, at.shell, at.e_nu);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(subject.cross_section, energy, proposals, seed, StreamPurpose::validation);
  std::vector<double> mnll;
  for (std::int64_t i = 0; i < samples.repetitions; ++i) {
    std::vector<Event> events = sampler.propose(first_of(row, of_flow) + i * samples.events,
                                                static_cast<std::size_t>(samples.events), threads);
    for (Event& event : events) event.weight = 1;  // an emulator has no weights, whatever it proposed
    mnll.push_back(at.histogram.mnll(histogram_of(events, at.bins)));
  }
  return mnll;
}

}  // namespace

std::vector<LikelihoodReference> likelihood_references(const Subject& subject,
                                                       const LikelihoodSamples& samples, std::uint64_t seed,
                                                       Threads threads, const std::string& directory) {
  const std::vector<Place> places = places_of(subject);
  std::vector<LikelihoodReference> references;
  run_blocks(
      job_of("MNLL of the truth", subject, samples, seed, places.size(), directory),
      [&](std::int64_t block) {
        const auto row = static_cast<std::size_t>(block);
        return reference_at(subject, places[row], row, samples, seed, threads);
      },
      [&](std::int64_t block, const BlockColumns& columns) {
        const Place& place = places[static_cast<std::size_t>(block)];
        references.push_back({place.e_nu, place.shell, bins_at(subject, place),
                              ReferenceHistogram(columns.at("histogram")), columns.at("acceptance").front(),
                              columns.at("accept_reject")});
      });
  return references;
}

LikelihoodSpread likelihood_spread(const Subject& subject, const std::vector<LikelihoodReference>& references,
                                   const LikelihoodSamples& samples, std::uint64_t seed, Threads threads,
                                   const std::string& directory) {
  LikelihoodSpread spread;
  spread.noise_floor = std::sqrt(2.0 / static_cast<double>(samples.repetitions));
  std::vector<double> squares(subject.shells(), 0.0), energies(subject.shells(), 0.0);
  run_blocks(
      job_of("MNLL of the flow", subject, samples, seed, references.size(), directory),
      [&](std::int64_t block) {
        const auto row = static_cast<std::size_t>(block);
        return BlockColumns{{"mnll", flow_at(subject, references[row], row, samples, seed, threads)}};
      },
      [&](std::int64_t block, const BlockColumns& columns) {
        const LikelihoodReference& at = references[static_cast<std::size_t>(block)];
        const Moments truth = moments(at.accept_reject), flow = moments(columns.at("mnll"));
        spread.rows.push_back({at.e_nu, at.shell, at.bins.count(), at.histogram.merged(), truth.mean,
                               truth.sigma, flow.mean, flow.sigma});
        const double z = spread.rows.back().z();
        squares[at.shell] += z * z;
        energies[at.shell] += 1;
      });
  for (std::size_t shell = 0; shell < squares.size(); ++shell) {
    spread.rms_z.push_back(energies[shell] > 0 ? std::sqrt(squares[shell] / energies[shell]) : 0);
  }
  return spread;
}

}  // namespace nereus
