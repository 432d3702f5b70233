#include "meanfield/spectral_grid.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nereus {
namespace {

const SpectralGrid& grid() {
  static const SpectralGrid instance(10, 1.0, 16);
  return instance;
}
// A smooth even function with a scale of 2 fm, and what is known of it in closed form.
const Eigen::ArrayXd gaussian = (-grid().r().square() / 4).exp();
// Rounding of sums over 161 nodes; derivatives lose degree^2 digits.
constexpr double rounding = 1e-14, derivative_rounding = 1e-11;

TEST(SpectralGrid, CoversTheBoxWithWholeElements) {
  EXPECT_EQ(grid().elements(), 10);
  EXPECT_EQ(grid().size(), 161);
  EXPECT_EQ(grid().r()[0], 0);
  EXPECT_NEAR(grid().r()[160], 10, rounding * 10);
  EXPECT_NEAR(grid().weights().sum(), 10, rounding * 10);
  EXPECT_EQ(SpectralGrid(10, 3.0, 4).elements(), 3);
}

// Gauss-Lobatto quadrature with p + 1 nodes is exact for polynomials of degree 2p - 1.
TEST(SpectralGrid, IntegratesPolynomialsExactly) {
  const SpectralGrid one_element(2, 2, 5);
  for (int power = 0; power <= 9; ++power)
    EXPECT_NEAR(one_element.integral(one_element.r().pow(power)), std::pow(2, power + 1) / (power + 1),
                1e-14 * std::pow(2, power + 1));
}

TEST(SpectralGrid, DifferentiatesASmoothFunction) {
  const Eigen::ArrayXd exact = -grid().r() / 2 * gaussian;
  EXPECT_LT((grid().derivative(gaussian) - exact).abs().maxCoeff(), derivative_rounding);
}

// int_0^r exp(-x^2/4) dx = sqrt(pi) erf(r/2).
TEST(SpectralGrid, IntegratesFromTheOrigin) {
  const Eigen::ArrayXd integral = grid().integral_from_origin(gaussian);
  for (Eigen::Index i = 0; i < integral.size(); ++i)
    EXPECT_NEAR(integral[i], std::sqrt(M_PI) * std::erf(grid().r()[i] / 2), 1e-13);
}

TEST(SpectralGrid, RestoresTheValueOfAnEvenFunctionAtTheOrigin) {
  Eigen::ArrayXd unknown_at_origin = gaussian;
  unknown_at_origin[0] = 1e30;
  EXPECT_NEAR(grid().with_even_origin(unknown_at_origin)[0], 1, 1e-13);
}

TEST(SpectralGrid, InterpolatesOntoAUniformGridEdgesIncluded) {
  const Eigen::ArrayXd values = grid().on_uniform_grid(gaussian, 0.05, 201);
  for (Eigen::Index i = 0; i < values.size(); ++i)
    EXPECT_NEAR(values[i], std::exp(-std::pow(0.05 * static_cast<double>(i), 2) / 4), 1e-13);
}

}  // namespace
}  // namespace nereus
