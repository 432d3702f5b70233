#pragma once
// Monotonic rational-quadratic splines of one variable.

#include <cstddef>

namespace nereus {

/// A value and the logarithm of the slope d(output)/d(input) of the spline there.
struct SplineValue {
  double value = 0, log_slope = 0;
};

/// Rules of the splines, those of nflows.
/// \source Durkan et al. (2019), arXiv:1906.04032
struct SplineRules {
  static constexpr double smallest_bin = 1e-3;    ///< of the interval, in width and height
  static constexpr double smallest_slope = 1e-3;  ///< at a knot
  /// Raw slopes of 0 give slope 1: raw zeros are the identity. ln(e^(1 - smallest_slope) - 1)
  static constexpr double slope_offset = 0.5397424172369522;
};

/// One spline of `bins` bins that maps [low, low + range] onto itself. Raw numbers come from a network:
/// widths and heights as exponentials with their sums (softmax), slopes before the softplus. Arrays are
/// strided, as the lanes of block_kernels are.
///
/// Circular (Rezende et al. 2020, arXiv:2002.02428): `bins` slopes, the last knot's is the first one's.
/// Otherwise bins - 1 slopes, 1 at both ends, and the identity outside the interval.
struct Spline {
  double low = 0, range = 1;
  std::size_t bins = 0, stride = 1;
  bool circular = false;
  const float* widths = nullptr;   ///< exponentials
  const float* heights = nullptr;  ///< exponentials
  const float* slopes = nullptr;   ///< raw
  double width_sum = 0, height_sum = 0;

  /// \param x inside the interval if circular
  SplineValue at(double x) const;
  /// x with at(x).value = y, and the log slope of `at` there.
  SplineValue inverse(double y) const;

 private:
  struct Bin;
  double slope(std::size_t knot) const;
  bool outside(double value) const { return !circular && (value <= low || value >= low + range); }
  /// The bin that holds an input, or an output.
  template <bool of_output>
  Bin find_bin(double value) const;
};

}  // namespace nereus
