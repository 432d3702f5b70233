#pragma once
// Plane-wave amplitudes in closed form.

#include "hadron_tensor/momentum_orbital.hpp"
#include "hadron_tensor/operators.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

/// M^O(m_a, s) at phi_N = 0 for an undistorted nucleon of wave number k: the bound state in momentum
/// space at p_m = k - q, with p -> hbar c p_m.
/// \param k [fm^-1]; \param q [MeV]
/// \source PHYSICS Sec. 7
SpinAmplitudes plane_wave_amplitudes(const Shell& shell, const MomentumOrbital& orbital, double k, double q,
                                     double cos_theta_n, double hbar_c);

}  // namespace nereus
