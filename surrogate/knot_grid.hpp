#pragma once
// One-dimensional densities on (0, 1), linear between fixed knots.

#include <cstddef>
#include <vector>

namespace nereus {

/// Knots of a piecewise-linear density, increasing from 0 to 1. A knot that appears twice allows a jump.
/// Heights are given at the knots; the density is (1 - floor) height/integral + floor, so that no point of
/// (0, 1) has density zero. CDF and inverse are closed forms (quadratic in each bin).
class KnotGrid {
 public:
  /// Share of the uniform density in every 1-D density: keeps the support of a flow complete.
  static constexpr double floor = 1e-6;

  /// \throws InputError unless the knots go from 0 to 1 without decreasing
  explicit KnotGrid(std::vector<double> knots);
  /// Equal bins.
  static KnotGrid uniform(std::size_t bins);
  /// Equal bins, of which the last quarter is halved, the last 3/32 are parted in four and the last 1/32 in
  /// eight.
  static KnotGrid fine_end(std::size_t bins);
  /// Equal bins on either side of `u`, where a jump is allowed.
  static KnotGrid with_jump(std::size_t lower, std::size_t upper, double u);

  std::size_t size() const { return knots_.size(); }  ///< number of heights
  const std::vector<double>& knots() const { return knots_; }
  /// Trapezoid weights: integral = sum weights[i] heights[i].
  const std::vector<double>& weights() const { return weights_; }
  /// Bin (index of its left knot, never an empty bin) that contains u in [0, 1].
  std::size_t bin_of(double u) const {
    std::size_t bin = first_bin_[static_cast<std::size_t>(u * static_cast<double>(first_bin_.size() - 1))];
    while (bin + 2 < knots_.size() && knots_[bin + 1] <= u) ++bin;  // steps over an empty bin
    return bin;
  }
  /// Position of u inside its bin, in [0, 1].
  double fraction(std::size_t bin, double u) const {
    return (u - knots_[bin]) / (knots_[bin + 1] - knots_[bin]);
  }

  /// Density at u for positive heights of given integral; left and right are the heights at its bin.
  static double density(double left, double right, double fraction, double integral) {
    return (1 - floor) * (left + (right - left) * fraction) / integral + floor;
  }
  /// Where in a bin the integral of the line from `left` to `right` reaches the share `area` of the bin's
  /// width, in [0, 1].
  static double solve_bin(double left, double right, double area);

 private:
  std::vector<double> knots_, weights_;
  std::vector<std::size_t> first_bin_;  ///< of each of many equal shares of (0, 1): where a search begins
};

}  // namespace nereus
