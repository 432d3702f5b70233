#pragma once
// Resonances of a mean field as `nereus meanfield --resonances` shows them.

#include <string>
#include <vector>

#include "hadron_tensor/resonances.hpp"

namespace nereus {

/// Neutrons first, then in order of energy.
std::vector<Resonance> all_resonances(const MeanField& field, const PhysicalConstants& constants);

void print_resonances(const std::vector<Resonance>& resonances);

/// The JSON of a ground state with `resonances` {n, p: [{label, n, l, two_j, kinetic_energy_mev, width_mev,
/// quasi_bound}]} added.
std::string with_resonances(const std::string& ground_state_json, const std::vector<Resonance>& resonances);

}  // namespace nereus
