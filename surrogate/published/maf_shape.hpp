#pragma once
// Everything about a masked autoregressive flow but its weights.

#include <vector>

#include "surrogate/published/masked_network.hpp"
#include "surrogate/published/published_options.hpp"

namespace nereus {

/// The variables of the flow. omega is linear in T = omega - E_m, with all of phase space in
/// |x| < omega_edge and a normal base; its splines act in |x| < omega_tail. Angles lie in [0, 2 pi), with a
/// uniform base.
struct FlowVariables {
  static constexpr double omega_edge = 3;  ///< chosen: two ends of phase space, 3 standard deviations
  static constexpr double omega_tail = 5;  ///< chosen: 6e-7 of the base lies beyond
  static constexpr bool is_angle(std::size_t variable) { return variable > 0; }
};

/// One step: variables in order[0], order[1], ... each transformed given those before it.
struct MafStep {
  std::array<std::size_t, flow_variables> order;
  MaskedNetwork network;
  std::size_t offset = 0;  ///< of its parameters in the flat vector
};

/// Steps in the order from the data to the base. The order of the variables is permuted after each step:
/// every variable comes first equally often (chosen).
struct MafShape {
  std::size_t bins = 0;
  std::vector<MafStep> steps;
  std::size_t parameter_count() const;
  /// Raw numbers of a variable's spline: widths, heights, slopes and, for an angle, the phase shift.
  static std::size_t outputs(std::size_t variable, std::size_t bins) {
    return FlowVariables::is_angle(variable) ? 3 * bins + 1 : 3 * bins - 1;
  }
  /// Inputs it brings to the networks: itself, or cosine and sine.
  static std::size_t features(std::size_t variable) { return FlowVariables::is_angle(variable) ? 2 : 1; }
};

MafShape make_maf_shape(std::size_t steps, std::size_t hidden, std::size_t bins);
/// Of the size the options name.
MafShape make_maf_shape(const PublishedOptions& options);

/// Random start of one model, near the identity. \param stream numbers are taken from it
std::vector<float> random_maf_parameters(const MafShape& shape, RandomStream& stream);

}  // namespace nereus
