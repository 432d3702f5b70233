#include "surrogate/published/unfolded_space.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/proxy_cross_section.hpp"

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;

UnfoldedSpace space() {
  return UnfoldedSpace(make_phase_space(*test::make_proxy_cross_section(), 200, 1000), 1);
}

/// Inside phase space, on all branches.
std::vector<FlowPoint> examples() {
  return {{-2.9, 0.1, 0.2, 0.3}, {0, 1, 5, 6}, {1.5, 4, 2, 3}, {2.99, 6.2, 3.2, 0.01}};
}

// Double precision; acos loses digits near the poles.
TEST(UnfoldedSpace, HasEveryPointOnceOnEachOfFourBranches) {
  const EventEnergies at{430, 25};
  for (const FlowPoint& x : examples()) {
    const PhasePoint point = space().physics_point(at, x);
    int found = 0;
    for (std::size_t branch = 0; branch < UnfoldedSpace::branches; ++branch) {
      const FlowPoint y = space().flow_point(point, branch);
      EXPECT_NEAR(y[0], x[0], 1e-12);
      EXPECT_NEAR(y[3], x[3], 1e-12);
      found += std::abs(y[1] - x[1]) + std::abs(y[2] - x[2]) < 1e-9 ? 1 : 0;
      const PhasePoint again = space().physics_point(at, y);
      EXPECT_NEAR(again.omega, point.omega, 1e-10);
      EXPECT_NEAR(again.cos_theta_lepton, point.cos_theta_lepton, 1e-14);
      EXPECT_NEAR(again.cos_theta_n, point.cos_theta_n, 1e-14);
    }
    EXPECT_EQ(found, 1);
  }
}

// The map is a product of four functions of one variable: central differences, 1e-6.
TEST(UnfoldedSpace, HasTheJacobianOfItsMap) {
  const EventEnergies at{430, 25};
  constexpr double h = 1e-6;
  for (const FlowPoint& x : examples()) {
    double jacobian = 1;
    for (std::size_t i = 0; i < flow_variables; ++i) {
      FlowPoint below = x, above = x;
      below[i] -= h;
      above[i] += h;
      const PhasePoint a = space().physics_point(at, below), b = space().physics_point(at, above);
      const double change[] = {b.omega - a.omega, b.cos_theta_lepton - a.cos_theta_lepton,
                               b.cos_theta_n - a.cos_theta_n, b.phi_n - a.phi_n};
      jacobian *= std::abs(change[i]) / (2 * h);
    }
    EXPECT_NEAR(space().log_jacobian(at, x), std::log(jacobian), 1e-6);
  }
}

// Phase space is E_m < omega < E_nu - m_l (105.658 MeV), at every missing energy.
TEST(UnfoldedSpace, EndsWherePhaseSpaceEnds) {
  const EventEnergies at{430, 25};
  const double top = 430 - 105.6583745;
  EXPECT_NEAR(space().physics_point(at, {-3 + 1e-9, 1, 1, 1}).omega, 25, 1e-6);
  EXPECT_NEAR(space().physics_point(at, {3 - 1e-9, 1, 1, 1}).omega, top, 1e-6);
  EXPECT_NEAR(space().physics_point(at, {0, 1, 1, 1}).omega, 0.5 * (25 + top), 1e-9);
  for (double x : {-3.0, 3.0, 4.5, -7.0}) {
    EXPECT_FALSE(space().contains({x, 1, 1, 1}));
    EXPECT_EQ(space().physics_point(at, {x, 1, 1, 1}).omega, 25);
  }
  // At the poles the angles stay usable.
  for (double angle : {0.0, pi, 2 * pi}) {
    const PhasePoint point = space().physics_point(at, {0, angle, angle, 0});
    EXPECT_LT(std::abs(point.cos_theta_lepton), 1);
    EXPECT_TRUE(std::isfinite(space().log_jacobian(at, {0, angle, angle, 0})));
  }
}

}  // namespace
}  // namespace nereus
