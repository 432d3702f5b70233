#pragma once
// A cross section with a Gaussian quasi-elastic peak, and measurements of it.

#include <cmath>

#include "validation/electron_comparison.hpp"

namespace nereus {

/// A Gaussian of the width of a Fermi gas, 25 MeV above the energy loss on a free nucleon [nb sr^-1 GeV^-1].
inline double gaussian_d2sigma(const ElectronKinematics& electron) {
  const double centre = free_nucleon_energy_loss(electron.beam_energy, electron.theta, 938.92) + 25;
  const double q = transfer_of({electron.beam_energy, electron.theta, centre}).q;
  const double sigma = 10 + 0.1 * q;
  return 4e11 / std::pow(q, 3) * std::exp(-std::pow((electron.omega - centre) / sigma, 2) / 2);
}

/// Settings measured every 5 MeV, 5 % errors; every second point one error high, the others one low.
inline ElectronData gaussian_measurements(double shift = 0, double factor = 1) {
  ElectronData data;
  data.nucleus = {6, 6};
  for (double energy : {400.0, 560.0, 680.0}) {
    ElectronSetting setting;
    setting.beam_energy = energy;
    setting.theta_deg = 60;
    setting.experiment = "Gauss:1809xx";
    double side = 1;
    for (double omega = 5; omega < 0.6 * energy; omega += 5) {
      const double exact = factor * gaussian_d2sigma({energy, setting.theta(), omega - shift});
      const double error = 0.05 * exact + 1e-3;
      setting.points.push_back({omega, exact + side * error, error});
      side = -side;
    }
    data.settings.push_back(setting);
  }
  return data;
}

}  // namespace nereus
