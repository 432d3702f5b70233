#include "validation/likelihood_spread.hpp"

#include <algorithm>
#include <cmath>

#include "base/progress.hpp"
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

LikelihoodReference reference_at(const Subject& subject, std::size_t shell, double e_nu, std::size_t row,
                                 const LikelihoodSamples& samples, std::uint64_t seed, Threads threads) {
  const CrossSection& cross_section = subject.cross_section;
  const FixedEnergy energy(subject.total, shell, e_nu);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(cross_section, energy, proposals, seed, StreamPurpose::validation);
  const LikelihoodBins bins(cross_section.removal_energy(shell), e_nu - cross_section.probe().lepton_mass);
  const WeightedTruth truth =
      weighted_truth(sampler, bins, first_of(row, of_reference), samples.reference, threads);
  LikelihoodReference reference{e_nu, shell, bins, ReferenceHistogram(truth.histogram), truth.cap.acceptance,
                                {}};
  for (std::int64_t i = 0; i < samples.repetitions; ++i) {
    const std::vector<Event> events =
        accept_events(sampler, truth.cap, first_of(row, of_accept_reject) + i * proposals_per_block,
                      static_cast<std::size_t>(samples.events), threads);
    reference.accept_reject.push_back(reference.histogram.mnll(histogram_of(events, bins)));
  }
  return reference;
}

}  // namespace

std::vector<LikelihoodReference> likelihood_references(const Subject& subject,
                                                       const LikelihoodSamples& samples, std::uint64_t seed,
                                                       Threads threads) {
  std::vector<double> energies;
  for (double e_nu = 200; e_nu <= 1000; e_nu += 100) {
    if (subject.inside(e_nu) == e_nu) energies.push_back(e_nu);
  }
  std::vector<LikelihoodReference> references;
  Progress progress("MNLL of the truth", static_cast<std::int64_t>(energies.size() * subject.shells()));
  for (std::size_t shell = 0; shell < subject.shells(); ++shell) {
    for (const double e_nu : energies) {
      references.push_back(reference_at(subject, shell, e_nu, references.size(), samples, seed, threads));
      progress.update(static_cast<std::int64_t>(references.size()));
    }
  }
  progress.finish();
  return references;
}

LikelihoodSpread likelihood_spread(const Subject& subject, const std::vector<LikelihoodReference>& references,
                                   const LikelihoodSamples& samples, std::uint64_t seed, Threads threads) {
  LikelihoodSpread spread;
  spread.noise_floor = std::sqrt(2.0 / static_cast<double>(samples.repetitions));
  std::vector<double> squares(subject.shells(), 0.0), energies(subject.shells(), 0.0);
  const SurrogateProposals proposals(subject.surrogate);
  Progress progress("MNLL of the flow", static_cast<std::int64_t>(references.size()));
  for (std::size_t row = 0; row < references.size(); ++row) {
    const LikelihoodReference& at = references[row];
    const FixedEnergy energy(subject.total, at.shell, at.e_nu);
    const EventSampler sampler(subject.cross_section, energy, proposals, seed, StreamPurpose::validation);
    std::vector<double> mnll;
    for (std::int64_t i = 0; i < samples.repetitions; ++i) {
      std::vector<Event> events = sampler.propose(first_of(row, of_flow) + i * samples.events,
                                                  static_cast<std::size_t>(samples.events), threads);
      for (Event& event : events) event.weight = 1;  // an emulator has no weights, whatever it proposed
      mnll.push_back(at.histogram.mnll(histogram_of(events, at.bins)));
    }
    const Moments truth = moments(at.accept_reject), flow = moments(mnll);
    spread.rows.push_back({at.e_nu, at.shell, at.bins.count(), at.histogram.merged(), truth.mean, truth.sigma,
                           flow.mean, flow.sigma});
    const double z = spread.rows.back().z();
    squares[at.shell] += z * z;
    energies[at.shell] += 1;
    progress.update(static_cast<std::int64_t>(row + 1));
  }
  progress.finish();
  for (std::size_t shell = 0; shell < squares.size(); ++shell) {
    spread.rms_z.push_back(energies[shell] > 0 ? std::sqrt(squares[shell] / energies[shell]) : 0);
  }
  return spread;
}

}  // namespace nereus
