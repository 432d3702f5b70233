#include "cli/bench_flow.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/core_clock.hpp"
#include "base/random_stream.hpp"
#include "cli/physics.hpp"
#include "surrogate/block_kernels.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

constexpr std::uint64_t seed = 20221;
constexpr int repeats = 5;  ///< the fastest counts: other work on the machine only slows down

template <class Work>
double fastest_us(std::size_t calls, const Work& work) {
  double fastest = 0;
  for (int i = 0; i < repeats; ++i) {
    const double begin = core_seconds();
    work();
    const double each = 1e6 * (core_seconds() - begin) / static_cast<double>(calls);
    fastest = i == 0 ? each : std::min(fastest, each);
  }
  return fastest;
}

/// What one shell is asked for: flat in E_nu.
struct Draws {
  std::vector<EventEnergies> energies;
  std::vector<std::array<double, 4>> uniforms;
  Draws(const PhaseSpaceModel& phase_space, std::size_t shell, std::size_t samples) {
    RandomStream random(seed, StreamPurpose::validation, shell);
    for (std::size_t i = 0; i < samples; ++i) {
      const double range = phase_space.e_nu_max - phase_space.e_nu_min;
      energies.push_back(
          {phase_space.e_nu_min + range * random.uniform(), phase_space.removal_energies[shell]});
      uniforms.push_back({random.uniform(), random.uniform(), random.uniform(), random.uniform()});
    }
  }
};

std::string title(const FlowOptions& flow) {
  return flow.is_published() ? "published " + flow.published.size : flow.kind;
}

}  // namespace

void run_bench_flow(const RunSettings& settings, const std::string& surrogate_file, std::size_t samples) {
  const Physics physics = make_physics(settings);
  const Surrogate surrogate =
      surrogate_file.empty()
          ? Surrogate::untrained(make_phase_space(*physics.cross_section, settings.dataset.e_nu_min_mev,
                                                  settings.dataset.e_nu_max_mev, settings.flow.coordinates,
                                                  settings.flow.conditions),
                                 seed, settings.flow)
          : Surrogate::read(surrogate_file).set_up_for(*physics.cross_section);
  const SurrogateParts& parts = surrogate.parts();
  fmt::print("{}, {}: {} samples of each shell at flat E_nu, one core, {}\n", title(parts.flow),
             surrogate_file.empty() ? "random weights" : surrogate_file, samples, best_kernels().name);
  fmt::print("  [us]  {:>24}{:>24}\n", "sample with density", "density of a point");
  for (std::size_t shell = 0; shell < surrogate.shells().size(); ++shell) {
    const Draws draws(parts.phase_space, shell, samples);
    std::vector<Proposal> proposals;
    const double sample_us =
        fastest_us(samples, [&] { proposals = surrogate.sample(shell, draws.energies, draws.uniforms); });
    std::vector<PhasePoint> points;
    for (const Proposal& proposal : proposals) points.push_back(proposal.point);
    const double density_us = fastest_us(samples, [&] { surrogate.log_density(shell, points); });
    fmt::print("  {:<6}{:>24.2f}{:>24.2f}\n", label(surrogate.shells()[shell]), sample_us, density_us);
  }
}

}  // namespace nereus
