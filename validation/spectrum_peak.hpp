#pragma once
// Where a spectrum has its maximum, and how high it is.

#include <optional>
#include <vector>

namespace nereus {

/// A value of a spectrum with its weight in a fit.
struct SpectrumPoint {
  double omega = 0;  ///< [MeV]
  double value = 0;
  double error = 1;  ///< > 0; the same for all points of an exact curve
};

struct SpectrumPeak {
  double omega = 0;  ///< [MeV]
  double height = 0;
};

/// The broad maximum between two energies: vertex of the parabola that fits best (errors as weights) all
/// neighbours of the highest point that reach 0.8 of its height. Both are judged by means of three
/// neighbouring points, so that one outlier makes no peak.
/// \param points in order of omega
/// \return nothing if the spectrum has no maximum there: fewer than 5 points, no downward parabola, or a
/// vertex
///         outside the points that were fitted
std::optional<SpectrumPeak> find_peak(const std::vector<SpectrumPoint>& points, double omega_min,
                                      double omega_max);

/// Energy below `peak` at which the spectrum falls to half its height; its first energy if it does not.
double half_height_below(const std::vector<SpectrumPoint>& points, const SpectrumPeak& peak);

}  // namespace nereus
