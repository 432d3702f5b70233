#include "surrogate/published/spline.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {

/// One bin: its lower corner, size and end slopes.
struct Spline::Bin {
  double x, y, width, height, slope0, slope1;

  double secant() const { return height / width; }
  /// \param s position in the bin, 0 ... 1
  double at(double s) const {
    const double product = s * (1 - s);
    return y + height * (secant() * s * s + slope0 * product) / denominator(product);
  }
  double log_slope(double s) const {
    const double product = s * (1 - s), d = denominator(product);
    const double numerator = slope1 * s * s + 2 * secant() * product + slope0 * (1 - s) * (1 - s);
    return std::log(secant() * secant() * numerator / (d * d));
  }
  /// Position at which the bin reaches `rise` above its lower corner.
  double position_of(double rise) const {
    const double curvature = slope0 + slope1 - 2 * secant();
    const double a = height * (secant() - slope0) + rise * curvature;
    const double b = height * slope0 - rise * curvature;
    const double c = -secant() * rise;
    const double root = std::sqrt(std::max(0.0, b * b - 4 * a * c));
    return std::clamp(2 * c / (-b - root), 0.0, 1.0);
  }

 private:
  double denominator(double product) const { return secant() + (slope0 + slope1 - 2 * secant()) * product; }
};

double Spline::slope(std::size_t knot) const {
  if (!circular && (knot == 0 || knot == bins)) return 1;
  const std::size_t index = circular ? (knot == bins ? 0 : knot) : knot - 1;
  const double raw = slopes[index * stride] + SplineRules::slope_offset;
  const double softplus = raw > 30 ? raw : std::log1p(std::exp(raw));
  return SplineRules::smallest_slope + softplus;
}

template <bool of_output>
Spline::Bin Spline::find_bin(double value) const {
  const double smallest = range * SplineRules::smallest_bin;
  const double share = range - smallest * static_cast<double>(bins);
  const double width_scale = share / width_sum, height_scale = share / height_sum;
  double left = low, bottom = low;
  for (std::size_t bin = 0;; ++bin) {
    const double width = smallest + width_scale * widths[bin * stride];
    const double height = smallest + height_scale * heights[bin * stride];
    const bool last = bin + 1 == bins;
    if (last || value < (of_output ? bottom + height : left + width)) {
      return {left, bottom, width, height, slope(bin), slope(bin + 1)};
    }
    left += width;
    bottom += height;
  }
}

SplineValue Spline::at(double x) const {
  if (outside(x)) return {x, 0};
  const Bin bin = find_bin<false>(x);
  const double s = std::clamp((x - bin.x) / bin.width, 0.0, 1.0);
  return {bin.at(s), bin.log_slope(s)};
}

SplineValue Spline::inverse(double y) const {
  if (outside(y)) return {y, 0};
  const Bin bin = find_bin<true>(y);
  const double s = bin.position_of(y - bin.y);
  return {bin.x + s * bin.width, bin.log_slope(s)};
}

}  // namespace nereus
