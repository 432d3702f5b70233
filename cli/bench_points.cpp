#include "cli/bench_points.hpp"

#include "base/random_stream.hpp"
#include "cli/event_source.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event_sampler.hpp"
#include "generator/flux.hpp"
#include "generator/proposal_source.hpp"

namespace nereus {
namespace {

constexpr std::uint64_t seed = 20221;
constexpr double weight_cap = 3;
constexpr std::size_t block = 1024;

}  // namespace

BenchPoints draw_bench_points(const RunSettings& settings, const Physics& physics, std::size_t count,
                              Threads threads) {
  const EventSource source = open_event_source(settings, physics, threads);
  const Flux flux = make_flux("flat", source.surrogate.e_nu_min(), source.surrogate.e_nu_max());
  const EnergySampler energies(flux, source.total);
  const SurrogateProposals proposals(source.surrogate);
  const EventSampler sampler(*physics.cross_section, energies, proposals, seed, StreamPurpose::validation);
  BenchPoints result;
  for (std::int64_t first = 0; result.points.size() < count; first += block) {
    const std::vector<Event> events = sampler.sample(first, block, threads);
    RandomStream random(seed + 1, StreamPurpose::validation, static_cast<std::uint64_t>(first));
    for (const Event& event : events) {
      if (random.uniform() * weight_cap > event.weight || result.points.size() == count) continue;
      result.shell.push_back(event.shell);
      result.points.push_back(event.point);
    }
  }
  return result;
}

}  // namespace nereus
