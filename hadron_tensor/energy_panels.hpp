#pragma once
// Intervals in the nucleon's kinetic energy within which the amplitudes are smooth.

#include <vector>

#include "hadron_tensor/shell_transition.hpp"

namespace nereus {

/// Two edges are never closer than four of these; nothing is halved further [MeV].
constexpr double narrowest_panel = 1e-7;

/// Edges from t_min to t_max [MeV]: panels get narrower towards threshold, and around every resonance in units
/// of its width, so that no node steps over it. Where a quasi-bound state was taken out of the continuum its
/// window and its energy are edges: there the waves jump.
std::vector<double> first_energy_panels(const ChannelModel& channel, double t_min, double t_max);

}  // namespace nereus
