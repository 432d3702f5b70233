#include "surrogate/published/unfolded_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;
/// cos theta stays strictly between -1 and 1, and sin theta above 0, in spite of rounding.
constexpr double largest_cosine = 1 - std::numeric_limits<double>::epsilon() / 2;
constexpr double smallest_sine = 1e-300;

double cosine_of(double angle) { return std::clamp(std::cos(angle), -largest_cosine, largest_cosine); }

double log_sine(double angle) { return std::log(std::max(std::abs(std::sin(angle)), smallest_sine)); }

}  // namespace

double UnfoldedSpace::log_jacobian(const EventEnergies& at, const FlowPoint& x) const {
  return std::log(coordinates_.t_max(at) / (2 * FlowVariables::omega_edge)) + log_sine(x[1]) + log_sine(x[2]);
}

bool UnfoldedSpace::contains(const FlowPoint& x) const {
  constexpr double rounding = 1e-12;  // neither nucleon nor lepton quite at rest
  return std::abs(x[0]) < FlowVariables::omega_edge * (1 - rounding);
}

PhasePoint UnfoldedSpace::physics_point(const EventEnergies& at, const FlowPoint& x) const {
  const double share = contains(x) ? 0.5 * (1 + x[0] / FlowVariables::omega_edge) : 0;
  return {at.e_nu,         at.missing_energy + share * coordinates_.t_max(at), cosine_of(x[1]),
          cosine_of(x[2]), x[3] - two_pi * std::floor(x[3] / two_pi),          at.missing_energy};
}

FlowPoint UnfoldedSpace::flow_point(const PhasePoint& point, std::size_t branch) const {
  const EventEnergies at = coordinates_.energies_of(point);
  const double theta_l = std::acos(point.cos_theta_lepton), theta_n = std::acos(point.cos_theta_n);
  const double share = (point.omega - at.missing_energy) / coordinates_.t_max(at);
  return {FlowVariables::omega_edge * (2 * share - 1), branch % 2 == 0 ? theta_l : two_pi - theta_l,
          branch / 2 == 0 ? theta_n : two_pi - theta_n,
          point.phi_n - two_pi * std::floor(point.phi_n / two_pi)};
}

}  // namespace nereus
