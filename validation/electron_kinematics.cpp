#include "validation/electron_kinematics.hpp"

#include <cmath>

namespace nereus {

Transfer transfer_of(const ElectronKinematics& electron) {
  const double E = electron.beam_energy, out = E - electron.omega;
  return {electron.omega, std::sqrt(E * E + out * out - 2 * E * out * std::cos(electron.theta))};
}

double free_nucleon_energy_loss(double beam_energy, double theta, double nucleon_mass) {
  const double recoil = beam_energy / nucleon_mass * (1 - std::cos(theta));
  return beam_energy * recoil / (1 + recoil);
}

}  // namespace nereus
