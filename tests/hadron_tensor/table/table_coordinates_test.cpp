// The variables of the tables.

#include "hadron_tensor/table/table_coordinates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace nereus {
namespace {

const TableCoordinates coordinates{938.92};

TEST(TableCoordinates, GoBackToWhereTheyCameFrom) {
  for (const double T : {0.01, 5.0, 300.0}) {
    const double ridge = coordinates.ridge(T);
    for (const double q : {20.0, 400.0, 1500.0}) {
      EXPECT_NEAR(coordinates.q_of(ridge, coordinates.w_of(ridge, q)), q, 1e-10 * (q + ridge));
      const double b = coordinates.compression(ridge, q);
      for (const double u : {0.0, 0.01, 0.5, 0.99, 1.0})
        EXPECT_NEAR(coordinates.u_of(coordinates.cos_theta_of(u, b), b), u, 2e-8) << "T " << T << " q " << q;
    }
  }
}

// Near the direction of q, u counts the transverse momentum sqrt(p q) theta in units of pi p0 on the ridge
// far out.
TEST(TableCoordinates, CountTransverseMomentumForward) {
  const double T = 500, ridge = coordinates.ridge(T);
  const double theta = 0.01;
  const double u = coordinates.u_of(std::cos(theta), coordinates.compression(ridge, ridge));
  EXPECT_NEAR(u * M_PI * coordinates.p0 / (ridge * theta), std::sqrt(1 + std::pow(coordinates.p0 / ridge, 2)),
              1e-4);
}

// Kinematics of its own: k - k' and k + k' of the lepton are the smallest and the largest q.
TEST(TableDomain, HoldsWhatNeutrinosOfEveryFlavourReach) {
  const TableDomain domain{1000, 5, 0, std::numeric_limits<double>::infinity()};
  for (const double mass : {0.511, 105.66}) {
    for (const double missing_energy : {5.0, 18.0, 60.0}) {
      for (const double T : {0.1, 50.0, 400.0, 800.0}) {
        for (const double cosine : {-1.0, 0.0, 1.0}) {
          const auto lepton = lepton_kinematics(1000, T + missing_energy, cosine, mass);
          if (!lepton) continue;
          EXPECT_TRUE(domain.contains(T, lepton->transfer.q)) << T << " " << cosine;
        }
      }
    }
  }
  EXPECT_FALSE(domain.contains(996, 996));
  EXPECT_FALSE(domain.contains(100, 104));
  EXPECT_FALSE(domain.contains(100, 1896));
}

TEST(TableDomain, EndsAtACutInQ) {
  const TableDomain domain{1000, 5, 0, 700};
  EXPECT_TRUE(domain.contains(100, 700));
  EXPECT_FALSE(domain.contains(100, 701));
  EXPECT_DOUBLE_EQ(domain.t_max(), 695);
}

}  // namespace
}  // namespace nereus
