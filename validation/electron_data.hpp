#pragma once
// Measured inclusive cross sections (e,e'), grouped into settings of beam energy and angle.

#include <cstddef>
#include <string>
#include <vector>

#include "meanfield/nucleus.hpp"

namespace nereus {

/// One measured d2sigma/(dOmega dE'), per nucleus.
struct ElectronPoint {
  double omega = 0;    ///< energy loss [MeV]
  double d2sigma = 0;  ///< [nb sr^-1 GeV^-1]
  double error = 0;    ///< statistical and systematic in quadrature, > 0 [nb sr^-1 GeV^-1]
};

/// The spectrum of one experiment at one beam energy and angle.
struct ElectronSetting {
  double beam_energy = 0;             ///< [MeV]
  double theta_deg = 0;               ///< angle of the scattered electron [degrees]
  std::string experiment;             ///< INSPIRE texkey, "Barreau:1983ht"
  std::vector<ElectronPoint> points;  ///< in order of omega
  /// [radians]
  double theta() const;
};

struct ElectronData {
  Nucleus nucleus;
  std::vector<ElectronSetting> settings;  ///< by experiment, angle and beam energy
  std::size_t empty_rows = 0;  ///< rows with neither a positive cross section nor an error, left out
};

/// Reads one CSV file of the quasi-elastic archive (data/electron/README.md).
/// \throws FileError if unreadable; InputError (file:line) for a row that cannot be a measurement, a file
/// with
///         more than one nucleus or without rows
/// \source O. Benhar, D. Day, I. Sick, Rev. Mod. Phys. 80 (2008) 189
ElectronData read_electron_data(const std::string& path);

/// The settings of one experiment; "all" keeps every one.
/// \throws InputError naming the experiments that there are
ElectronData of_experiment(const ElectronData& data, const std::string& experiment);

}  // namespace nereus
