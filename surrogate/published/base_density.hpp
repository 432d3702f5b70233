#pragma once
// The base of the flow: normal in omega, uniform in the three angles.

#include <array>

#include "surrogate/published/masked_network.hpp"

namespace nereus {

/// Point of the base. \param uniforms in (0,1)
std::array<double, flow_variables> base_point(const std::array<double, flow_variables>& uniforms);

/// ln of its density.
double log_base_density(const std::array<double, flow_variables>& base);

}  // namespace nereus
