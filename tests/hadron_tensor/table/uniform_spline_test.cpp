// Quintic splines on uniform nodes.

#include "hadron_tensor/table/uniform_spline.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace nereus {
namespace {

/// The spline of f with n nodes (at i for not_a_knot, at (i + 1/2)/n else), at coordinate x in nodes.
double interpolated(const std::function<double(double)>& f, int n, SplineEnd end, double x) {
  Eigen::VectorXd values(n);
  for (int i = 0; i < n; ++i) values[i] = f(i);
  const Eigen::VectorXd coefficients = spline_analysis(n, end) * values;
  const int node = static_cast<int>(std::floor(x));
  const auto weights = spline_weights(x - node);
  double sum = 0;
  for (int k = 0; k < spline_points; ++k)
    sum += weights[k] * coefficients[node + k - spline_before + spline_margin(end)];
  return sum;
}

TEST(UniformSpline, WeightsSumToOneAndJoinAtTheNodes) {
  for (const double x : {0.0, 0.125, 0.5, 0.9, 1.0}) {
    double sum = 0;
    for (const double weight : spline_weights(x)) sum += weight;
    EXPECT_NEAR(sum, 1, 1e-15);
  }
  const auto end = spline_weights(1.0), begin = spline_weights(0.0);
  for (int k = 0; k + 1 < spline_points; ++k) EXPECT_NEAR(end[k + 1], begin[k], 1e-15);
}

// Polynomials of degree five are splines, and not-a-knot ends ask for nothing else of them.
TEST(UniformSpline, ReproducesQuinticPolynomialsUpToTheEnds) {
  const auto f = [](double x) { return 1 + x * (0.3 + x * (-0.2 + x * (0.05 + x * (-0.004 + x * 1e-4)))); };
  for (const double x : {0.0, 0.4, 3.5, 10.1, 10.999}) {
    EXPECT_NEAR(interpolated(f, 12, SplineEnd::not_a_knot, x), f(x), 1e-11) << x;
  }
}

// The error of a quintic spline falls as step^6: a factor 64 for twice the nodes; limits 40 ... 100 leave
// room for the next order.
TEST(UniformSpline, ConvergesWithTheSixthPowerOfTheStepForEvenAndOddFunctions) {
  const auto error = [](int n, SplineEnd end) {
    const auto value = [&](double node) {
      const double u = (node + 0.5) / n;
      return end == SplineEnd::even ? std::cos(3 * M_PI * u) : std::sin(3 * M_PI * u);
    };
    double largest = 0;
    for (double x = -0.5; x < n - 0.5; x += 0.0613)
      largest = std::max(largest, std::abs(interpolated(value, n, end, x) - value(x)));
    return largest;
  };
  for (const SplineEnd end : {SplineEnd::even, SplineEnd::odd}) {
    const double ratio = error(20, end) / error(40, end);
    EXPECT_GT(ratio, 40);
    EXPECT_LT(ratio, 100);
  }
}

}  // namespace
}  // namespace nereus
