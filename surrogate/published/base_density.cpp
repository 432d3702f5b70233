#include "surrogate/published/base_density.hpp"

#include <gsl/gsl_cdf.h>

#include <cmath>

#include "surrogate/published/maf_shape.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

}  // namespace

std::array<double, flow_variables> base_point(const std::array<double, flow_variables>& uniforms) {
  std::array<double, flow_variables> base{};
  for (std::size_t i = 0; i < flow_variables; ++i) {
    base[i] = FlowVariables::is_angle(i) ? two_pi * uniforms[i] : gsl_cdf_ugaussian_Pinv(uniforms[i]);
  }
  return base;
}

double log_base_density(const std::array<double, flow_variables>& base) {
  double log_density = 0;
  for (std::size_t i = 0; i < flow_variables; ++i) {
    log_density -=
        FlowVariables::is_angle(i) ? std::log(two_pi) : 0.5 * (base[i] * base[i] + std::log(two_pi));
  }
  return log_density;
}

}  // namespace nereus
