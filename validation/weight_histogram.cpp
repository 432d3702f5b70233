#include "validation/weight_histogram.hpp"

#include <algorithm>
#include <cmath>

#include "base/progress.hpp"
#include "generator/event_sampler.hpp"
#include "validation/flux_energies.hpp"

namespace nereus {
namespace {

constexpr double low = -6, high = 3, width = 0.02;

std::vector<double> distribution(const EventSampler& sampler, std::int64_t first, std::int64_t events,
                                 std::size_t bins, Threads threads) {
  constexpr std::int64_t block = 16384;
  std::vector<double> fractions(bins, 0.0);
  Progress progress("histogram of weights", events);
  for (std::int64_t done = 0; done < events; done += block) {
    const std::int64_t count = std::min(block, events - done);
    for (const Event& event : sampler.sample(first + done, static_cast<std::size_t>(count), threads)) {
      const double position = event.weight > 0 ? (std::log10(event.weight) - low) / width : 0;
      const double bin = std::clamp(position, 0.0, static_cast<double>(bins - 1));
      fractions[static_cast<std::size_t>(bin)] += 1.0 / static_cast<double>(events);
    }
    progress.update(done + count);
  }
  progress.finish();
  return fractions;
}

}  // namespace

WeightHistogram weight_histogram(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                 Threads threads) {
  const auto bins = static_cast<std::size_t>(std::lround((high - low) / width));
  WeightHistogram histogram;
  for (std::size_t edge = 0; edge <= bins; ++edge) {
    histogram.edges.push_back(low + width * static_cast<double>(edge));
  }
  const Flux flat = make_flux("flat", subject.inside(0), subject.inside(1e9));
  const FluxEnergies energies(flat, subject.total);
  const SurrogateProposals flow(subject.surrogate);
  const UniformProposals uniform(subject.cross_section);
  const auto of = [&](const ProposalSource& proposals, std::int64_t part) {
    const EventSampler sampler(subject.cross_section, energies, proposals, seed, StreamPurpose::validation);
    return distribution(sampler, first_event(Measurement::weight_histogram, part), events, bins, threads);
  };
  histogram.surrogate = of(flow, 0);
  histogram.uniform = of(uniform, 1);
  return histogram;
}

}  // namespace nereus
