#include "surrogate/knot_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

// Trapezoid weights are exact for a piecewise-linear function; by hand for knots 0, 0.25, 1.
TEST(KnotGrid, WeightsIntegrateLinearPiecesExactly) {
  const KnotGrid grid({0, 0.25, 1});
  EXPECT_DOUBLE_EQ(grid.weights()[0], 0.125);
  EXPECT_DOUBLE_EQ(grid.weights()[1], 0.5);
  EXPECT_DOUBLE_EQ(grid.weights()[2], 0.375);
}

TEST(KnotGrid, FindsTheBinOfEveryPointAndNeverAnEmptyOne) {
  const KnotGrid grid = KnotGrid::with_jump(4, 4, 0.5);
  EXPECT_EQ(grid.size(), 10U);  // nine knots, the one at 0.5 twice
  for (double u : {0.0, 0.1, 0.499, 0.5, 0.501, 0.99, 1.0}) {
    const std::size_t bin = grid.bin_of(u);
    EXPECT_LT(grid.knots()[bin], grid.knots()[bin + 1]) << u;
    EXPECT_GE(grid.fraction(bin, u), 0) << u;
    EXPECT_LE(grid.fraction(bin, u), 1) << u;
  }
  EXPECT_EQ(grid.bin_of(0.5), 5U);  // the upper side of the jump
}

// 64 bins: 48 whole ones, 10 in two, 4 in four, 2 in eight parts.
TEST(KnotGrid, AFineEndKeepsTheKnotsOfEqualBins) {
  const KnotGrid grid = KnotGrid::fine_end(64), equal = KnotGrid::uniform(64);
  EXPECT_EQ(grid.size(), 48U + 20U + 16U + 16U + 1U);
  for (const double u : equal.knots()) {
    EXPECT_EQ(std::count(grid.knots().begin(), grid.knots().end(), u), 1) << u;
  }
  EXPECT_EQ(grid.knots()[1], 1.0 / 64);
  EXPECT_EQ(1 - grid.knots()[grid.size() - 2], 1.0 / 512);
  EXPECT_EQ(grid.bin_of(1 - 1.5 / 512), grid.size() - 3);
  EXPECT_EQ(KnotGrid::fine_end(2).size(), 3U);
}

// The integral of the line from 0 to s must be the area asked for; double precision.
TEST(KnotGrid, SolvesTheQuadraticOfABinForRisingFallingAndFlatLines) {
  for (double left : {0.0, 1e-9, 1.0, 3.0}) {
    for (double right : {1e-9, 1.0, 1.0 + 1e-12, 7.0}) {
      for (double share : {0.0, 1e-6, 0.3, 0.999, 1.0}) {
        const double area = share * 0.5 * (left + right);
        const double s = KnotGrid::solve_bin(left, right, area);
        EXPECT_NEAR(left * s + 0.5 * (right - left) * s * s, area, 1e-15)
            << left << ' ' << right << ' ' << share;
      }
    }
  }
}

TEST(KnotGrid, RefusesKnotsThatDoNotCoverTheUnitInterval) {
  EXPECT_THROW(KnotGrid({0, 0.5}), InputError);
  EXPECT_THROW(KnotGrid({0, 0.6, 0.5, 1}), InputError);
  EXPECT_THROW(KnotGrid(std::vector<double>{1}), InputError);
}

}  // namespace
}  // namespace nereus
