#include "validation/weight_sample.hpp"

#include <algorithm>

#include "base/progress.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event_sampler.hpp"
#include "validation/flux_energies.hpp"

namespace nereus {
void WeightSample::reserve(std::size_t events) {
  for (std::vector<double>* column : {&weight, &e_nu, &t_nucleon, &share, &contribution})
    column->reserve(events);
  shell.reserve(events);
}

WeightSample draw_weights(const CrossSection& cross_section, const TotalCrossSection& total,
                          const ProposalSource& proposals, const Flux& flux, EnergyDensity density,
                          std::int64_t events, std::uint64_t seed, Threads threads) {
  constexpr std::int64_t block_events = 4096;
  const EnergySampler generated(flux, total);
  const FluxEnergies equal_shells(flux, total);
  const bool equal = density == EnergyDensity::flux;
  const EnergySource& energies = equal ? static_cast<const EnergySource&>(equal_shells) : generated;
  const EventSampler sampler(cross_section, energies, proposals, seed, StreamPurpose::validation);

  WeightSample sample;
  sample.sigma_quadrature = generated.flux_averaged_sigma();
  const auto shells = static_cast<double>(total.shells());
  sample.reserve(static_cast<std::size_t>(events));
  Progress progress("weights", events);
  for (std::int64_t first = 0; first < events; first += block_events) {
    const std::int64_t count = std::min(block_events, events - first);
    for (const Event& event : sampler.sample(first, static_cast<std::size_t>(count), threads)) {
      sample.weight.push_back(event.weight);
      sample.e_nu.push_back(event.point.e_nu);
      sample.shell.push_back(event.shell);
      sample.t_nucleon.push_back(event.point.omega - event.point.missing_energy.value());
      sample.share.push_back(equal ? shells * event.sigma_shell / event.sigma_total : 1);
      sample.contribution.push_back(equal ? shells * event.sigma_shell : sample.sigma_quadrature);
    }
    progress.update(first + count);
  }
  progress.finish();
  return sample;
}

}  // namespace nereus
