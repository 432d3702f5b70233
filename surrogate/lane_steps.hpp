#pragma once
// What the kernels know of a flow beyond its networks: 32 events that are computed together.

#include <cstddef>

#include "surrogate/flow_inputs.hpp"

namespace nereus {

/// Events are computed together in this many lanes; every lane does the same arithmetic, so a result
/// depends neither on its lane nor on its neighbours. All activations of 32 lanes fit the first caches.
constexpr std::size_t lanes = 32;

/// Rows between stored partial sums of a density: a draw looks there first.
constexpr std::size_t partial_rows = 8;

/// Points of one block, variable by variable, filled as they are drawn or read.
struct alignas(64) LanePoints {
  double e_nu[lanes], missing_energy[lanes];                         ///< [MeV]
  double omega[lanes], cos_theta_lepton[lanes], cos_theta_n[lanes];  ///< [MeV], 1, 1
  double phi_n[lanes];                                               ///< [rad]
  double u[4][lanes];     ///< uniform numbers, then the coordinates of omega, cos theta_l, cos theta_n
  double density[lanes];  ///< product of the densities so far, in physics variables
};

/// Heights of a density between knots, and their sums (BlockKernels::exponentiate).
struct LaneHeights {
  const double* knots;
  std::size_t size;
  const float* heights;  ///< [size][lanes]
  const double *integral, *partial;
};

/// The steps of a flow for all lanes. `place` puts a variable at its coordinate u; `read` computes u of the
/// variable as rounded, divides the density by the Jacobian and writes the inputs that are known with it.
struct LaneSteps {
  void (*read_energies)(const FlowConstants& constants, const LanePoints& points, float* inputs);
  void (*place[3])(const FlowConstants& constants, LanePoints& points);
  void (*read[3])(const FlowConstants& constants, LanePoints& points, float* inputs);
  /// phi_n at the uniform number u[3]. \param outputs of the network of phi
  void (*place_azimuth)(const float* outputs, LanePoints& points);
  /// Multiplies the density by that of phi_n, and takes the logarithm: log_q[lane].
  void (*read_azimuth)(const float* outputs, const LanePoints& points, double* log_q);
};

}  // namespace nereus
