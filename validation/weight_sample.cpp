#include "validation/weight_sample.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event_sampler.hpp"

namespace nereus {
namespace {

/// E_nu as the flux has it, every shell equally often.
class FluxEnergies : public EnergySource {
 public:
  FluxEnergies(const Flux& flux, const TotalCrossSection& total) : flux_(flux), total_(total) {
    double sum = 0;
    for (std::size_t bin = 0; bin < flux.density.size(); ++bin) {
      sum += flux.density[bin] * (flux.edges[bin + 1] - flux.edges[bin]);
      cumulative_.push_back(sum);
    }
  }

  EnergyAndShell draw(RandomStream& random) const override {
    EnergyAndShell drawn;
    drawn.e_nu = energy(random);
    const auto shells = static_cast<double>(total_.shells());
    drawn.shell = std::min(static_cast<std::size_t>(shells * random.uniform()), total_.shells() - 1);
    drawn.sigma_shell = total_.sigma(drawn.shell, drawn.e_nu);
    drawn.sigma_total = total_.sigma(drawn.e_nu);
    if (!(drawn.sigma_shell > 0)) {
      throw InputError(
          "the weights of a shell are undefined below its threshold (the flux reaches below it); "
          "raise e_nu_min_mev");
    }
    return drawn;
  }

 private:
  double energy(RandomStream& random) const {
    if (flux_.is_mono()) return flux_.edges.front();
    const auto found =
        std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, random.uniform() * cumulative_.back());
    const auto bin = static_cast<std::size_t>(found - cumulative_.begin());
    return flux_.edges[bin] + (flux_.edges[bin + 1] - flux_.edges[bin]) * random.uniform();
  }

  const Flux& flux_;
  const TotalCrossSection& total_;
  std::vector<double> cumulative_;
};

}  // namespace

void WeightSample::reserve(std::size_t events) {
  for (std::vector<double>* column : {&weight, &e_nu, &share, &contribution}) column->reserve(events);
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
      sample.share.push_back(equal ? shells * event.sigma_shell / event.sigma_total : 1);
      sample.contribution.push_back(equal ? shells * event.sigma_shell : sample.sigma_quadrature);
    }
    progress.update(first + count);
  }
  progress.finish();
  return sample;
}

}  // namespace nereus
