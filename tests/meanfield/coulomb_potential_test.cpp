#include "meanfield/coulomb_potential.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nereus {
namespace {

constexpr double e2 = 1.43996446;  // [MeV fm]

// A Gaussian charge (Z = 1, width b) has the potential e^2 erf(r/b)/r in closed form.
// Tolerance: rounding of the quadrature, all numbers are of order 1 MeV.
TEST(DirectCoulombPotential, OfAGaussianChargeIsTheErrorFunction) {
  const SpectralGrid grid(20, 1.0, 16);
  const double b = 1.7;
  const Eigen::ArrayXd rho = (-grid.r().square() / (b * b)).exp() / std::pow(std::sqrt(M_PI) * b, 3);
  const Eigen::ArrayXd V = direct_coulomb_potential(rho, grid, e2);
  EXPECT_NEAR(V[0], e2 * 2 / (std::sqrt(M_PI) * b), 1e-12);
  for (Eigen::Index i = 1; i < V.size(); ++i)
    EXPECT_NEAR(V[i], e2 * std::erf(grid.r()[i] / b) / grid.r()[i], 1e-12);
}

// V_x = d(energy density)/d rho: central difference, error of the difference 1e-9.
TEST(SlaterPotential, IsTheDerivativeOfTheExchangeEnergy) {
  const double rho = 0.08, change = 1e-5;
  const auto energy = [&](double density) {
    return slater_energy_density(Eigen::ArrayXd::Constant(1, density), e2)[0];
  };
  EXPECT_NEAR(slater_potential(Eigen::ArrayXd::Constant(1, rho), e2)[0],
              (energy(rho + change) - energy(rho - change)) / (2 * change), 1e-7);
}

TEST(SlaterPotential, VanishesWhereThereIsNoCharge) {
  EXPECT_EQ(slater_potential(Eigen::ArrayXd::Constant(1, 0.0), e2)[0], 0);
  EXPECT_EQ(slater_potential(Eigen::ArrayXd::Constant(1, -1e-30), e2)[0], 0);
}

}  // namespace
}  // namespace nereus
