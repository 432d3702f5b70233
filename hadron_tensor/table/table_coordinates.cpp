#include "hadron_tensor/table/table_coordinates.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {

double TableDomain::t_max() const { return std::min(e_nu_max, q_max) - e_m_min; }

double TableDomain::q_high(double T) const { return std::min(2 * e_nu_max - T - e_m_min, q_max); }

double TableCoordinates::w_of(double ridge, double q) const { return std::asinh((q - ridge) / q0); }

double TableCoordinates::q_of(double ridge, double w) const { return ridge + q0 * std::sinh(w); }

double TableCoordinates::compression(double ridge, double q) const {
  return 1 / std::sqrt(1 + ridge * q / (p0 * p0));
}

double TableCoordinates::u_of(double cos_theta_n, double compression) const {
  // tan(theta/2) = sqrt((1 - c)/(1 + c))
  return 2 / M_PI *
         std::atan2(std::sqrt(std::max(0.0, 1 - cos_theta_n)),
                    compression * std::sqrt(std::max(0.0, 1 + cos_theta_n)));
}

double TableCoordinates::cos_theta_of(double u, double compression) const {
  const double s = compression * std::sin(0.5 * M_PI * u), c = std::cos(0.5 * M_PI * u);
  return (c * c - s * s) / (c * c + s * s);
}

}  // namespace nereus
