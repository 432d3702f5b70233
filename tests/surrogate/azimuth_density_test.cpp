#include "surrogate/azimuth_density.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nereus {
namespace {

using AzimuthDensity = real::AzimuthDensity<double>;

constexpr double two_pi = 6.28318530717958647693;

/// Mild, strong, and with zeros on the unit circle (1 + z, 1 + z^2, (1 + z)^2) where only the floor is left.
std::vector<AzimuthDensity> examples() {
  std::vector<AzimuthDensity> list;
  list.push_back(AzimuthDensity::from_coefficients(0, 0, 0, 0));
  list.push_back(AzimuthDensity::from_coefficients(0.3, -0.2, 0.1, 0.05));
  list.push_back(AzimuthDensity::from_coefficients(-5, 3, 2, -8));
  list.push_back(AzimuthDensity::from_coefficients(1, 0, 0, 0));
  list.push_back(AzimuthDensity::from_coefficients(0, 0, 1, 0));
  list.push_back(AzimuthDensity::from_coefficients(2, 0, 1, 0));
  return list;
}

// The trapezoid rule is exact for a trigonometric polynomial of degree 2 with 16 nodes; double precision.
TEST(AzimuthDensity, IsPositiveAndNormalised) {
  for (const AzimuthDensity& density : examples()) {
    double sum = 0;
    for (int i = 0; i < 16; ++i) {
      const double value = density.at(two_pi * i / 16);
      EXPECT_GT(value, 0);
      sum += value * two_pi / 16;
    }
    EXPECT_NEAR(sum, 1, 1e-14);
  }
}

// Definition: |1 + c1 z + c2 z^2|^2 over its mean, apart from the share 1e-4 of the uniform floor.
TEST(AzimuthDensity, IsTheSquaredModulusOfItsPolynomial) {
  const double c1r = 0.4, c1i = -0.7, c2r = 0.2, c2i = 0.6, phi = 1.234;
  const double real =
      1 + c1r * std::cos(phi) - c1i * std::sin(phi) + c2r * std::cos(2 * phi) - c2i * std::sin(2 * phi);
  const double imaginary =
      c1r * std::sin(phi) + c1i * std::cos(phi) + c2r * std::sin(2 * phi) + c2i * std::cos(2 * phi);
  const double norm = 1 + c1r * c1r + c1i * c1i + c2r * c2r + c2i * c2i;
  const double expected = (1 - 1e-4) * (real * real + imaginary * imaginary) / norm + 1e-4;
  EXPECT_NEAR(two_pi * AzimuthDensity::from_coefficients(c1r, c1i, c2r, c2i).at(phi), expected, 1e-14);
}

// Newton ends at 1e-15 of the circle; where the density is as small as its floor, phi is known 1e4 times
// worse.
TEST(AzimuthDensity, InvertsItsCumulativeDistributionEverywhere) {
  for (const AzimuthDensity& density : examples()) {
    for (double uniform : {1e-16, 1e-6, 0.1, 0.25, 0.5, 0.75, 0.9, 1 - 1e-6, 1 - 1e-16}) {
      const double phi = density.inverse_cdf(uniform);
      EXPECT_GE(phi, 0);
      EXPECT_LT(phi, two_pi);
      const double miss = std::abs(density.cdf(phi) - uniform);
      EXPECT_LT(std::min(miss, 1 - miss), 1e-14) << uniform;
    }
  }
}

}  // namespace
}  // namespace nereus
