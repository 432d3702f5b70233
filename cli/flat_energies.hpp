#pragma once
// E_nu flat over a surrogate's range, all shells alike.

#include <algorithm>

#include "base/random_stream.hpp"
#include "generator/energy_sampler.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// d4sigma/q is then a weight without any total cross section: both cross sections of an event are 1. Keeps a
/// reference.
class FlatEnergies : public EnergySource {
 public:
  explicit FlatEnergies(const Surrogate& surrogate) : surrogate_(surrogate) {}
  EnergyAndShell draw(RandomStream& random) const override {
    const double low = surrogate_.e_nu_min(), high = surrogate_.e_nu_max();
    const double e_nu = low + (high - low) * random.uniform();
    const std::size_t shells = surrogate_.shells().size();
    const auto shell = static_cast<std::size_t>(random.uniform() * static_cast<double>(shells));
    return {e_nu, std::min(shell, shells - 1), 1, 1};
  }

 private:
  const Surrogate& surrogate_;
};

}  // namespace nereus
