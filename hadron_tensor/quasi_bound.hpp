#pragma once
// Discrete excitations: the outgoing nucleon ends in a quasi-bound state (see ContinuumSolver).

#include <vector>

#include "hadron_tensor/shell_transition.hpp"

namespace nereus {

/// Responses of the transition from one shell to a quasi-bound state, integrated over omega [dimensionless].
///
/// Those of the continuum with the state, normalised to one, for the wave of its partial wave: a Lorentzian
/// of unit area in E. The part of it outside the window of ContinuumSolver, and the constant inside, are in
/// the continuum already and left out.
/// \param q  momentum transfers [MeV]; omega is the removal energy + T_r
std::vector<Responses> discrete_responses(const ChannelModel& channel, const BoundOrbital& hole,
                                          const Resonance& state, const std::vector<double>& q);

/// sigma_alpha(E_nu) [fm^2] through one quasi-bound state, actual occupation, at each energy [MeV].
std::vector<double> discrete_cross_section(const ChannelModel& channel, const BoundOrbital& hole,
                                           const Resonance& state, const std::vector<double>& energies);

/// The same through all of them, of every shell that the probe can empty: [shell][energy]. Plane waves have
/// none.
std::vector<std::vector<double>> discrete_cross_sections(const ChannelModel& channel,
                                                         const std::vector<double>& energies);

}  // namespace nereus
