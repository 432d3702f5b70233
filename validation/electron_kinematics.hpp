#pragma once
// Kinematics of (e,e') with electrons so fast that their mass does not count.

#include <functional>

#include "hadron_tensor/kinematics.hpp"

namespace nereus {

/// One place in a spectrum of scattered electrons.
struct ElectronKinematics {
  double beam_energy = 0;  ///< [MeV]
  double theta = 0;        ///< angle of the scattered electron [radians]
  double omega = 0;        ///< energy loss [MeV]
};

/// d2sigma/(dOmega dE') of a nucleus [nb sr^-1 GeV^-1]; must be callable from several threads.
using ElectronCrossSection = std::function<double(const ElectronKinematics&)>;

/// Energy and momentum given to the nucleus: q^2 = E^2 + E'^2 - 2 E E' cos theta.
Transfer transfer_of(const ElectronKinematics& electron);

/// Energy loss at which a free nucleon at rest scatters the electron: Q^2/(2M) [MeV].
double free_nucleon_energy_loss(double beam_energy, double theta, double nucleon_mass);

}  // namespace nereus
