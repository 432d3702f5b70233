#pragma once
// A^O_lj(m_a): radial integrals between the bound orbital and the continuum waves.

#include <Eigen/Core>

#include "hadron_tensor/continuum_waves.hpp"
#include "hadron_tensor/operators.hpp"
#include "hadron_tensor/transition_geometry.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

/// Real reduced amplitudes of one shell at one (T, q): row op * (2j_a+1) + m_a index, column partial
/// wave. (-i)^l i^{-l_a} A^O_lj(m_a), [fm^{1/2}], times MeV for the operators with p.
using ReducedAmplitudes = Eigen::MatrixXd;

/// Trapezoid sums on the grid of the waves.
/// \param q momentum transfer [MeV]
/// \source PHYSICS Secs. 5 and 10
ReducedAmplitudes reduced_amplitudes(const MeanField& field, const BoundOrbital& hole,
                                     const TransitionGeometry& geometry, const ContinuumWaves& waves,
                                     double q, double hbar_c);

/// Sum over partial waves: M^O(m_a, s) at phi_N = 0, for each direction.
/// \source PHYSICS Sec. 5
std::vector<SpinAmplitudes> sum_partial_waves(const ReducedAmplitudes& reduced,
                                              const TransitionGeometry& geometry, const ContinuumWaves& waves,
                                              const std::vector<double>& cos_theta_n);

}  // namespace nereus
