#pragma once
// E_nu as the flux has it, every shell equally often: PAPER.md's RESS at flat E_nu.

#include <vector>

#include "generator/energy_sampler.hpp"

namespace nereus {

/// Keeps references.
class FluxEnergies : public EnergySource {
 public:
  FluxEnergies(const Flux& flux, const TotalCrossSection& total);
  /// \throws InputError if the flux reaches below the threshold of the shell that was drawn
  EnergyAndShell draw(RandomStream& random) const override;

 private:
  double energy(RandomStream& random) const;

  const Flux& flux_;
  const TotalCrossSection& total_;
  std::vector<double> cumulative_;
};

}  // namespace nereus
