#include "hadron_tensor/kinematics.hpp"

#include <cmath>

namespace nereus {

std::optional<LeptonKinematics> lepton_kinematics(double e_nu, double omega, double cos_theta_lepton,
                                                  double lepton_mass) {
  const double e_out = e_nu - omega;
  if (!(omega > 0) || !(e_out > lepton_mass) || !(std::abs(cos_theta_lepton) <= 1)) return std::nullopt;
  LeptonKinematics lepton;
  lepton.k = e_nu;
  lepton.e_out = e_out;
  lepton.k_out = std::sqrt((e_out - lepton_mass) * (e_out + lepton_mass));
  // |k - k'|^2 as a sum of squares: no cancellation in the forward direction.
  const double difference = lepton.k - lepton.k_out;
  const double one_minus_cos = 1 - cos_theta_lepton;
  const double q2 = difference * difference + 2 * lepton.k * lepton.k_out * one_minus_cos;
  if (!(q2 > 0)) return std::nullopt;
  const double q = std::sqrt(q2);
  const double sin_theta = std::sqrt(one_minus_cos * (1 + cos_theta_lepton));
  lepton.transfer = {omega, q};
  lepton.k_x = lepton.k * lepton.k_out * sin_theta / q;
  lepton.k_z = lepton.k * (difference + lepton.k_out * one_minus_cos) / q;
  lepton.k_out_z = lepton.k_z - q;
  return lepton;
}

double nucleon_momentum(double kinetic_energy, double mass) {
  return std::sqrt(kinetic_energy * (kinetic_energy + 2 * mass));
}

double wave_number(double kinetic_energy, double mass, double B0) {
  return std::sqrt(kinetic_energy * (1 + kinetic_energy / (2 * mass)) / B0);
}

}  // namespace nereus
