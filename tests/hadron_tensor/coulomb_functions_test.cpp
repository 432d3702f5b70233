#include "hadron_tensor/coulomb_functions.hpp"

#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_gamma.h>
#include <gtest/gtest.h>

#include <cmath>

#include "hadron_tensor/gsl_errors.hpp"

namespace nereus {
namespace {

Eigen::ArrayXd radii(std::initializer_list<double> values) {
  Eigen::ArrayXd result(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), result.data());
  return result;
}

// Without charge F_l = rho j_l (GSL's Bessel functions, good to about 1e-14).
TEST(CoulombFunctions, UnchargedWavesAreSphericalBesselFunctions) {
  use_gsl_return_values();
  const Eigen::ArrayXd r = radii({0.01, 0.3, 2.0, 9.7, 40.0});
  const double k = 3.1;
  const Eigen::ArrayXXd F = coulomb_F(0, k, r, 120);
  for (Eigen::Index i = 0; i < r.size(); ++i) {
    for (const int l : {0, 1, 2, 7, 30, 110}) {
      const double exact = k * r[i] * gsl_sf_bessel_jl(l, k * r[i]);
      EXPECT_NEAR(F(l, i), exact, 1e-11 * std::max(std::abs(exact), 1e-3)) << l << ' ' << r[i];
    }
  }
}

// W(F, G) at two radii: F_l(1) G_l(2) - F_l(2) G_l(1) is the same for neighbouring l up to the recursion
// weights; the invariant with unit value is F_{l-1} G_l - F_l G_{l-1} = l/sqrt(l^2 + eta^2) (DLMF 33.4.5).
TEST(CoulombFunctions, NeighbouringWavesObeyTheWronskianRelation) {
  for (const double eta : {0.0, 0.14, 0.9}) {
    const double k = 1.2;
    const Eigen::ArrayXd r = radii({6.0, 14.0, 19.0});
    const Eigen::ArrayXXd F = coulomb_F(eta, k, r, 20);
    for (Eigen::Index i = 0; i < r.size(); ++i) {
      const Eigen::ArrayXd G = coulomb_G(eta, k * r[i], 20);
      for (int l = 1; l <= 20; ++l) {
        // GSL's G_0 is good to about 1e-7.
        EXPECT_NEAR(F(l - 1, i) * G[l] - F(l, i) * G[l - 1], l / std::hypot(l, eta), 1e-6) << eta << ' ' << l;
      }
    }
  }
}

TEST(CoulombFunctions, IsSelfConsistentAcrossTheSwitchFromSeriesToContinuation) {
  // The same value from a different set of intermediate radii: the Taylor continuation has no memory.
  const Eigen::ArrayXXd direct = coulomb_F(0.5, 1.0, radii({20.0}), 10);
  Eigen::ArrayXd many = Eigen::ArrayXd::LinSpaced(101, 0.2, 20.0);
  const Eigen::ArrayXXd stepped = coulomb_F(0.5, 1.0, many, 10);
  for (int l = 0; l <= 10; ++l) EXPECT_NEAR(direct(l, 0), stepped(l, 100), 1e-12);
}

TEST(CoulombFunctions, PhasesFollowTheGammaFunction) {
  const auto phases = coulomb_phase_factors(0.7, 30);
  for (const int l : {0, 1, 5, 30}) {
    gsl_sf_result log_modulus, argument;
    gsl_sf_lngamma_complex_e(l + 1, 0.7, &log_modulus, &argument);
    EXPECT_NEAR(std::abs(phases[l] - std::polar(1.0, argument.val)), 0, 1e-13);
  }
}

}  // namespace
}  // namespace nereus
