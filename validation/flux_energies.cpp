#include "validation/flux_energies.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace nereus {

FluxEnergies::FluxEnergies(const Flux& flux, const TotalCrossSection& total) : flux_(flux), total_(total) {
  double sum = 0;
  for (std::size_t bin = 0; bin < flux.density.size(); ++bin) {
    sum += flux.density[bin] * (flux.edges[bin + 1] - flux.edges[bin]);
    cumulative_.push_back(sum);
  }
}

EnergyAndShell FluxEnergies::draw(RandomStream& random) const {
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

double FluxEnergies::energy(RandomStream& random) const {
  if (flux_.is_mono()) return flux_.edges.front();
  const auto found =
      std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, random.uniform() * cumulative_.back());
  const auto bin = static_cast<std::size_t>(found - cumulative_.begin());
  return flux_.edges[bin] + (flux_.edges[bin + 1] - flux_.edges[bin]) * random.uniform();
}

}  // namespace nereus
