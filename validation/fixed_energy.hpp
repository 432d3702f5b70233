#pragma once
// One shell at one neutrino energy.

#include "generator/energy_sampler.hpp"

namespace nereus {

class FixedEnergy : public EnergySource {
 public:
  /// \param e_nu inside the range of `total` [MeV]
  FixedEnergy(const TotalCrossSection& total, std::size_t shell, double e_nu)
      : drawn_{e_nu, shell, total.sigma(shell, e_nu), total.sigma(e_nu)} {}
  EnergyAndShell draw(RandomStream&) const override { return drawn_; }

 private:
  EnergyAndShell drawn_;
};

}  // namespace nereus
