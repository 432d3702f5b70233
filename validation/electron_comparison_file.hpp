#pragma once
// The comparison with electron data as a file: everything that its plots need.

#include <string>

#include "generator/provenance.hpp"
#include "validation/electron_comparison.hpp"

namespace nereus {

/// Writes a sealed HDF5 file of kind "electron_comparison" (rows of all settings one after the other):
///   /settings       beam_energy, theta, q, omega_free, peak_omega, peak_height, has_peak, points,
///   curve_points,
///                   attribute `experiments`
///   /data           omega, d2sigma, error
///   /curve/omega
///   /models/<i>     d2sigma (at /data/omega), curve (at /curve/omega), and per setting peak_omega,
///   peak_height,
///                   has_peak, side_end, chi2, chi2_points, side_chi2, side_points; attribute `label`
/// Peaks that do not exist have has_peak = 0 and zeros. Root: nucleus, card, version, fingerprints.
/// \throws FileError
void write_electron_comparison(const std::string& path, const ElectronComparison& comparison,
                               const Provenance& provenance);

}  // namespace nereus
