#include "cli/bench_points.hpp"

#include <algorithm>

#include "base/random_stream.hpp"
#include "cli/event_source.hpp"
#include "cli/flat_energies.hpp"
#include "generator/event_sampler.hpp"
#include "generator/proposal_source.hpp"

namespace nereus {
namespace {

constexpr std::uint64_t seed = 20221;
constexpr std::size_t block = 16384;
constexpr double kept_below_cap = 0.99;  ///< part of the first block's proposals

double weight_cap(const std::vector<Event>& events) {
  std::vector<double> weights;
  for (const Event& event : events) weights.push_back(event.weight);
  const auto at = weights.begin() + static_cast<std::ptrdiff_t>(kept_below_cap * (weights.size() - 1));
  std::nth_element(weights.begin(), at, weights.end());
  return *at;
}

}  // namespace

BenchPoints draw_bench_points(const RunSettings& settings, const Physics& physics, std::size_t count,
                              Threads threads) {
  const Surrogate surrogate = Surrogate::read(surrogate_path(settings)).set_up_for(*physics.cross_section);
  const FlatEnergies energies(surrogate);
  const SurrogateProposals proposals(surrogate);
  const EventSampler sampler(*physics.cross_section, energies, proposals, seed, StreamPurpose::validation);
  BenchPoints result;
  double cap = 0;
  for (std::int64_t first = 0; result.points.size() < count; first += block) {
    const std::vector<Event> events = sampler.sample(first, block, threads);
    if (first == 0) cap = weight_cap(events);
    RandomStream random(seed + 1, StreamPurpose::validation, static_cast<std::uint64_t>(first));
    for (const Event& event : events) {
      if (random.uniform() * cap > event.weight || result.points.size() == count) continue;
      result.shell.push_back(event.shell);
      result.points.push_back(event.point);
    }
  }
  return result;
}

}  // namespace nereus
