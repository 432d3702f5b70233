#include "validation/spectrum_peak.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nereus {
namespace {

std::vector<SpectrumPoint> gaussian(double centre, double sigma, double step) {
  std::vector<SpectrumPoint> points;
  for (double omega = 0; omega <= 300; omega += step)
    points.push_back({omega, 7 * std::exp(-std::pow((omega - centre) / sigma, 2) / 2), 1});
  return points;
}

// The upper fifth of a Gaussian is a parabola to 0.4 % of its height; the vertex stays by symmetry.
TEST(FindPeak, FindsCentreAndHeightOfAGaussian) {
  const auto peak = find_peak(gaussian(100, 30, 2), 20, 250);
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->omega, 100, 1e-9);
  EXPECT_NEAR(peak->height, 7, 0.03);
}

// A parabola is what is fitted: exact, wherever its vertex lies between the points.
TEST(FindPeak, IsExactForAParabola) {
  std::vector<SpectrumPoint> points;
  for (double omega = 50; omega <= 150; omega += 7)
    points.push_back({omega, 10 - std::pow((omega - 93.7) / 40, 2), 0.1 + 0.01 * omega});
  const auto peak = find_peak(points, 0, 300);
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->omega, 93.7, 1e-9);
  EXPECT_NEAR(peak->height, 10, 1e-9);
}

TEST(FindPeak, IsNotMisledByOneOutlier) {
  std::vector<SpectrumPoint> points = gaussian(100, 30, 5);
  points[40].value = 8;  // at 200 MeV, higher than the peak
  points[40].error = 3;
  const auto peak = find_peak(points, 20, 250);
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->omega, 100, 1e-6);
}

TEST(FindPeak, SaysThatThereIsNoneInARisingOrFallingOrShortSpectrum) {
  std::vector<SpectrumPoint> rising, falling;
  for (int i = 0; i < 50; ++i) {
    rising.push_back({2.0 * i, std::exp(0.1 * i), 1});
    falling.push_back({2.0 * i, std::exp(-0.1 * i), 1});
  }
  EXPECT_FALSE(find_peak(rising, 0, 100));
  EXPECT_FALSE(find_peak(falling, 0, 100));
  EXPECT_FALSE(find_peak(gaussian(100, 30, 2), 97, 103));
  EXPECT_FALSE(find_peak({}, 0, 100));
}

// The Delta or a discrete level may be higher; only the window counts.
TEST(FindPeak, LooksOnlyInsideTheWindow) {
  std::vector<SpectrumPoint> points = gaussian(100, 30, 2);
  for (SpectrumPoint& point : points)
    point.value += 20 * std::exp(-std::pow((point.omega - 290) / 20, 2) / 2);
  const auto peak = find_peak(points, 20, 170);
  ASSERT_TRUE(peak);
  EXPECT_NEAR(peak->omega, 100, 1e-3);
}

// Half width of a Gaussian: sigma sqrt(2 ln 2). Tolerance: linear interpolation over 2 MeV.
TEST(HalfHeightBelow, IsTheHalfWidthOfAGaussian) {
  EXPECT_NEAR(half_height_below(gaussian(100, 30, 2), {100, 7}), 100 - 30 * std::sqrt(2 * std::log(2)), 0.02);
}

TEST(HalfHeightBelow, IsTheFirstPointOfASpectrumThatStartsHigh) {
  const std::vector<SpectrumPoint> flat = {{40, 5, 1}, {50, 6, 1}, {60, 5, 1}};
  EXPECT_EQ(half_height_below(flat, {50, 6}), 40);
}

}  // namespace
}  // namespace nereus
