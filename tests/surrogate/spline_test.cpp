#include "surrogate/published/spline.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random_stream.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

/// A spline with its own numbers.
struct Example {
  std::vector<float> widths, heights, slopes;
  Spline spline;

  /// \param scale of the raw numbers: 0 is the identity
  Example(bool circular, double scale, std::uint64_t seed) : widths(8), heights(8), slopes(circular ? 8 : 7) {
    RandomStream stream(seed, StreamPurpose::test, 5);
    const auto raw = [&] { return scale * (2 * stream.uniform() - 1); };
    spline.low = circular ? 0 : -5;
    spline.range = circular ? two_pi : 10;
    spline.bins = 8;
    spline.circular = circular;
    for (float& width : widths) spline.width_sum += width = static_cast<float>(std::exp(raw()));
    for (float& height : heights) spline.height_sum += height = static_cast<float>(std::exp(raw()));
    for (float& slope : slopes) slope = static_cast<float>(raw());
    spline.widths = widths.data();
    spline.heights = heights.data();
    spline.slopes = slopes.data();
  }
};

class SplineTest : public testing::TestWithParam<bool> {};

TEST_P(SplineTest, OfRawZerosIsTheIdentity) {
  const Example example(GetParam(), 0, 1);
  for (double share : {0.01, 0.3, 0.5, 0.99}) {
    const double x = example.spline.low + share * example.spline.range;
    EXPECT_NEAR(example.spline.at(x).value, x, 1e-14);
    EXPECT_NEAR(example.spline.at(x).log_slope, 0, 1e-14);
  }
}

// Double precision; the quadratic of the inverse loses a few digits where a bin is steep.
TEST_P(SplineTest, IsInvertedWithTheSameSlope) {
  for (std::uint64_t seed : {1, 2, 3, 4}) {
    const Example example(GetParam(), 4, seed);
    const Spline& spline = example.spline;
    for (int i = 0; i <= 1000; ++i) {
      const double x = spline.low + spline.range * i / 1000;
      const SplineValue forward = spline.at(x), back = spline.inverse(forward.value);
      EXPECT_NEAR(back.value, x, 1e-9);
      EXPECT_NEAR(back.log_slope, forward.log_slope, 1e-7);
    }
  }
}

// The slope integrates to the whole interval: Simpson with 2e4 nodes, 1e-6 because of the kinks of the slope
// at the knots. The mutant forgets the square of the secant.
TEST_P(SplineTest, HasASlopeThatIntegratesToItsRange) {
  const Example example(GetParam(), 2, 7);
  const Spline& spline = example.spline;
  const int n = 20000;
  double sum = 0, mutant = 0;
  for (int i = 0; i <= n; ++i) {
    const double x = spline.low + spline.range * (i == 0 ? 1e-12 : i == n ? 1 - 1e-12 : double(i) / n);
    const double weight = (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) / 3.0 / n;
    sum += weight * std::exp(spline.at(x).log_slope);
    mutant += weight * std::exp(0.5 * spline.at(x).log_slope);
  }
  EXPECT_NEAR(sum, 1, 1e-6);
  EXPECT_GT(std::abs(mutant - 1), 1e-3);
}

// Central difference with step h: rounding 1e-16/h, curvature h^2.
TEST_P(SplineTest, HasTheSlopeOfItsValues) {
  const Example example(GetParam(), 2, 9);
  const Spline& spline = example.spline;
  constexpr double h = 1e-5;
  for (int i = 1; i < 300; ++i) {
    const double x = spline.low + spline.range * i / 300;
    const double slope = (spline.at(x + h).value - spline.at(x - h).value) / (2 * h);
    EXPECT_NEAR(slope, std::exp(spline.at(x).log_slope), 1e-3 * slope) << x;
  }
}

INSTANTIATE_TEST_SUITE_P(LineAndCircle, SplineTest, testing::Values(false, true),
                         [](const auto& instance) { return instance.param ? "Circle" : "Line"; });

TEST(CircularSpline, IsSmoothAcrossTheCut) {
  const Example example(true, 3, 3);
  const SplineValue begin = example.spline.at(0), end = example.spline.at(two_pi);
  EXPECT_EQ(begin.value, 0);
  EXPECT_DOUBLE_EQ(end.value, two_pi);
  EXPECT_DOUBLE_EQ(begin.log_slope, end.log_slope);
}

TEST(SplineOnTheLine, LeavesWhatLiesOutsideItsIntervalAlone) {
  const Example example(false, 3, 4);
  for (double x : {-50.0, -5.0, 5.0, 7.3}) {
    EXPECT_EQ(example.spline.at(x).value, x);
    EXPECT_EQ(example.spline.at(x).log_slope, 0);
    EXPECT_EQ(example.spline.inverse(x).value, x);
  }
  // Slope 1 at both ends.
  EXPECT_NEAR(example.spline.at(-5 + 1e-9).log_slope, 0, 1e-6);
  EXPECT_NEAR(example.spline.at(5 - 1e-9).log_slope, 0, 1e-6);
}

}  // namespace
}  // namespace nereus
