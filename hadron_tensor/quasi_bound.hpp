#pragma once
// Discrete excitations: the outgoing nucleon ends in a quasi-bound state (see ContinuumSolver).

#include <vector>

#include "hadron_tensor/responses.hpp"

namespace nereus {

/// Operator responses of the transition from one shell to a quasi-bound state, integrated over T [1].
///
/// Those of the continuum with the state, normalised to one, for the wave of its partial wave: a Lorentzian
/// of unit area in E. The part of it outside the window of ContinuumSolver, and the constant inside, are in
/// the continuum already and left out.
/// \param q  momentum transfers [MeV]
std::vector<OperatorResponses> discrete_responses(const ShellTransition& transition, const Resonance& state,
                                                  const std::vector<double>& q);

/// sigma(E_nu) [fm^2] of one shell through one quasi-bound state, actual occupation, at each energy [MeV];
/// omega = E_m + T_r, integrated over the shell's strength in E_m.
std::vector<double> discrete_cross_section(const ShellTransition& transition, const ShellStrength& strength,
                                           const Probe& probe, const Resonance& state,
                                           const std::vector<double>& energies);

/// The same through all of them, of every shell: [shell][energy]. Plane waves have none.
std::vector<std::vector<double>> discrete_cross_sections(const InclusiveResponses& responses,
                                                         const Probe& probe,
                                                         const std::vector<double>& energies);

}  // namespace nereus
