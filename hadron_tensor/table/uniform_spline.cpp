#include "hadron_tensor/table/uniform_spline.hpp"

#include <Eigen/LU>

namespace nereus {
namespace {

/// B at the integers -2 ... 2.
constexpr double at_node[] = {1.0 / 120, 26.0 / 120, 66.0 / 120, 26.0 / 120, 1.0 / 120};
constexpr double sixth_difference[] = {1, -6, 15, -20, 15, -6, 1};

Eigen::MatrixXd not_a_knot_analysis(int n) {
  constexpr int margin = spline_margin(SplineEnd::not_a_knot);
  // Unknowns c_{-2} ... c_{n+1}. B's fifth derivative jumps at the nodes: the sixth difference is the jump.
  Eigen::MatrixXd equations = Eigen::MatrixXd::Zero(n + 2 * margin, n + 2 * margin);
  Eigen::MatrixXd right = Eigen::MatrixXd::Zero(n + 2 * margin, n);
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 5; ++k) equations(i, i + k) = at_node[k];
    right(i, i) = 1;
  }
  const int first_of_jump[] = {0, 1, n - 4, n - 3};  // c_{knot-3} in the list of unknowns
  for (int jump = 0; jump < 4; ++jump) {
    for (int k = 0; k < 7; ++k) equations(n + jump, first_of_jump[jump] + k) = sixth_difference[k];
  }
  return equations.partialPivLu().solve(right);
}

Eigen::MatrixXd mirrored_analysis(int n, double sign) {
  constexpr int margin = spline_margin(SplineEnd::even);
  // Row i: c_{i - margin} by the mirrored c_0 ... c_{n-1}.
  Eigen::MatrixXd unfolded = Eigen::MatrixXd::Zero(n + 2 * margin, n);
  for (int i = -margin; i < n + margin; ++i) {
    if (i < 0) {
      unfolded(i + margin, -1 - i) = sign;
    } else if (i >= n) {
      unfolded(i + margin, 2 * n - 1 - i) = sign;
    } else {
      unfolded(i + margin, i) = 1;
    }
  }
  Eigen::MatrixXd values = Eigen::MatrixXd::Zero(n, n);  // from c_0 ... c_{n-1} to the nodes
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 5; ++k) values.row(i) += at_node[k] * unfolded.row(i + margin - 2 + k);
  }
  return unfolded * values.partialPivLu().inverse();
}

}  // namespace

template <class Real>
std::array<Real, spline_points> spline_weights(Real f) {
  // Piecewise quintics of B, each in the distance from the end of its support where it vanishes like x^5.
  const Real g = 1 - f;
  const auto tail = [](Real x) {
    const Real x2 = x * x;
    return x2 * x2 * x / 120;
  };
  // B(x) for 1 <= |x| <= 2 and 0 <= |x| <= 1 as polynomials of x = |x|.
  const auto shoulder = [](Real x) {
    return Real(17) / 40 +
           x * (Real(5) / 8 + x * (Real(-7) / 4 + x * (Real(5) / 4 + x * (Real(-3) / 8 + x / 24))));
  };
  const auto centre = [](Real x) {
    const Real x2 = x * x;
    return Real(11) / 20 + x2 * (Real(-1) / 2 + x2 * (Real(1) / 4 - x / 12));
  };
  return {tail(g), shoulder(1 + f), centre(f), centre(g), shoulder(1 + g), tail(f)};
}

template std::array<float, spline_points> spline_weights(float);
template std::array<double, spline_points> spline_weights(double);

Eigen::MatrixXd spline_analysis(int n, SplineEnd end) {
  return end == SplineEnd::not_a_knot ? not_a_knot_analysis(n)
                                      : mirrored_analysis(n, end == SplineEnd::even ? 1 : -1);
}

}  // namespace nereus
