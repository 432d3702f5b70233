#pragma once
// Quintic splines on uniform nodes: f(x) = sum_i c_i B(x - i), B the cardinal B-spline of degree 5.

#include <Eigen/Core>
#include <array>

namespace nereus {

constexpr int spline_points = 6;  ///< coefficients that meet at one x
constexpr int spline_before = 2;  ///< of them left of the node at or below x

/// Weights of c_{i-2} ... c_{i+3} at x = i + fraction, 0 <= fraction <= 1; they sum to 1.
template <class Real>
std::array<Real, spline_points> spline_weights(Real fraction);

/// How a function goes on beyond its last nodes.
enum class SplineEnd {
  not_a_knot,  ///< unknown: the fifth derivative is continuous at the last two inner nodes
  even,        ///< mirrored half a step beyond the last node
  odd,         ///< the same with its sign changed
};

/// Coefficients stored on each side of the nodes 0 ... n-1.
/// not_a_knot is evaluated in [0, n-1]; mirrored functions in [-1/2, n-1/2], which reaches one further.
constexpr int spline_margin(SplineEnd end) { return end == SplineEnd::not_a_knot ? 2 : 3; }

/// Matrix that turns values at n nodes into the n + 2 * spline_margin coefficients. n >= 8.
Eigen::MatrixXd spline_analysis(int n, SplineEnd end);

}  // namespace nereus
