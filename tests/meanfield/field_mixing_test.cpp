#include "meanfield/field_mixing.hpp"

#include <gtest/gtest.h>

#include <Eigen/LU>

namespace nereus {
namespace {

// A linear map x -> M x + b with |eigenvalues| up to 1.5: plain iteration diverges, the fixed point is known.
struct LinearMap {
  Eigen::Matrix3d M = Eigen::Vector3d(0.9, -1.5, 0.3).asDiagonal();
  Eigen::Vector3d b{1, 2, 3};
  Eigen::VectorXd operator()(const Eigen::VectorXd& x) const { return M * x + b; }
  Eigen::VectorXd fixed_point() const { return (Eigen::Matrix3d::Identity() - M).inverse() * b; }
};

double distance_after(AndersonMixer mixer, int steps) {
  const LinearMap map;
  Eigen::VectorXd x = Eigen::Vector3d::Zero();
  for (int i = 0; i < steps; ++i) x = mixer.next(x, map(x));
  return (x - map.fixed_point()).norm();
}

// In n dimensions a linear problem is solved after n + 1 steps; one more spends the mixing.
TEST(AndersonMixer, SolvesALinearProblemInAsManyStepsAsDimensions) {
  EXPECT_LT(distance_after(AndersonMixer(0.4, 5), 5), 1e-10);
}

TEST(AndersonMixer, WithoutHistoryIsLinearMixing) {
  AndersonMixer mixer(0.25, 0);
  const Eigen::VectorXd first = mixer.next(Eigen::Vector2d(0, 4), Eigen::Vector2d(4, 0));
  EXPECT_EQ(first, Eigen::Vector2d(1, 3));
  EXPECT_EQ(mixer.next(first, Eigen::Vector2d(5, 3)), Eigen::Vector2d(2, 3));
  EXPECT_GT(distance_after(AndersonMixer(0.4, 0), 5), 1e-3);
}

}  // namespace
}  // namespace nereus
