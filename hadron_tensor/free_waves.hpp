#pragma once
// Partial waves of a free nucleon, for plane waves that must be taken wave by wave.

#include "hadron_tensor/continuum_waves.hpp"

namespace nereus {

/// u_lj = kr j_l(kr) on a grid that holds the bound states of the field.
/// \param k, q_max  wave number and largest momentum transfer [fm^-1]
/// \param accuracy  relative accuracy of amplitudes: sets step, radius and l_max
/// \throws ConvergenceError if the partial waves do not end
ContinuumWaves free_waves(const MeanField& field, double k, double q_max, double accuracy);

}  // namespace nereus
