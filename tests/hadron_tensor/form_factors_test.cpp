#include "hadron_tensor/form_factors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/constants.hpp"
#include "base/error.hpp"
#include "base/run_card.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

constexpr double nucleon_mass = 938.92;
constexpr double gev2 = 1e6;  // MeV^2

FormFactorOptions bbba05() {
  FormFactorOptions options;
  options.vector = "BBBA05";
  return options;
}

FormFactorOptions z_expansion() {
  FormFactorOptions options;
  options.axial = "z_expansion";
  return options;
}

TEST(FormFactors, HaveTheirStaticValues) {
  for (const FormFactorOptions& options : {FormFactorOptions(), bbba05(), z_expansion()}) {
    const NucleonFormFactors factors(options, nucleon_mass);
    const FormFactors isovector = factors.isovector(0);
    EXPECT_DOUBLE_EQ(isovector.G_E, 1);
    EXPECT_DOUBLE_EQ(isovector.G_M, 4.706);
    EXPECT_NEAR(isovector.G_A, 1.262, 1e-14);  // a sum of nine terms of size one
    const FormFactors proton = factors.electromagnetic(Isospin::proton, 0);
    EXPECT_DOUBLE_EQ(proton.G_E, 1);
    EXPECT_DOUBLE_EQ(proton.G_M, 2.793);
    EXPECT_EQ(proton.G_A, 0);
    const FormFactors neutron = factors.electromagnetic(Isospin::neutron, 0);
    EXPECT_EQ(neutron.G_E, 0);
    EXPECT_DOUBLE_EQ(neutron.G_M, -1.913);
    EXPECT_EQ(neutron.G_A, 0);
  }
}

// PHYSICS Sec. 5, written out: G_E^V = G_D (1 + mu_n tau/(1 + 5.6 tau)), G_M^V = 4.706 G_D, dipole G_A.
// The difference of a proton and a neutron rounds otherwise than the formula: a few units of the last digit.
TEST(FormFactors, AreTheDipoleAndGalsterOnesByDefault) {
  const NucleonFormFactors factors(FormFactorOptions(), nucleon_mass);
  for (const double Q2 : {1e3, 1e5, 0.5 * gev2, 1.0609 * gev2, 3 * gev2}) {
    const double tau = Q2 / (4 * nucleon_mass * nucleon_mass);
    const double G_D = std::pow(1 + Q2 / (0.71 * gev2), -2);
    const FormFactors given = factors.isovector(Q2);
    EXPECT_NEAR(given.G_E / (G_D * (1 - 1.913 * tau / (1 + 5.6 * tau))), 1, 1e-15);
    EXPECT_NEAR(given.G_M / (4.706 * G_D), 1, 1e-15);
    EXPECT_NEAR(given.G_A / (1.262 * std::pow(1 + Q2 / (1030.0 * 1030), -2)), 1, 1e-15);
  }
  // Closed form at Q^2 = M_A^2: (1 + 1)^-2.
  EXPECT_DOUBLE_EQ(factors.isovector(1030.0 * 1030).G_A, 1.262 / 4);
}

TEST(FormFactors, IsovectorOnesAreProtonMinusNeutron) {
  for (const FormFactorOptions& options : {FormFactorOptions(), bbba05()}) {
    const NucleonFormFactors factors(options, nucleon_mass);
    const FormFactors proton = factors.electromagnetic(Isospin::proton, 0.4 * gev2);
    const FormFactors neutron = factors.electromagnetic(Isospin::neutron, 0.4 * gev2);
    EXPECT_DOUBLE_EQ(factors.isovector(0.4 * gev2).G_E, proton.G_E - neutron.G_E);
    EXPECT_DOUBLE_EQ(factors.isovector(0.4 * gev2).G_M, proton.G_M - neutron.G_M);
  }
}

// At tau = 1 the powers drop out and each ratio is the sum of the published coefficients (hep-ex/0602017).
TEST(BBBA05, IsTheRatioOfItsCoefficientsAtUnitTau) {
  const NucleonFormFactors factors(bbba05(), nucleon_mass);
  const double Q2 = 4 * nucleon_mass * nucleon_mass;
  const FormFactors proton = factors.electromagnetic(Isospin::proton, Q2);
  const FormFactors neutron = factors.electromagnetic(Isospin::neutron, Q2);
  EXPECT_NEAR(proton.G_E, (1 - 0.0578) / (1 + 11.1 + 13.6 + 33.0), 1e-15);
  EXPECT_NEAR(proton.G_M, 2.793 * (1 + 0.15) / (1 + 11.1 + 19.6 + 7.54), 1e-15);
  EXPECT_NEAR(neutron.G_E, (1.25 + 1.30) / (1 - 9.86 + 305 - 758 + 802), 1e-15);
  EXPECT_NEAR(neutron.G_M, -1.913 * (1 + 1.81) / (1 + 14.1 + 20.7 + 68.7), 1e-15);
}

// Below 1 GeV^2 the dipole describes the magnetic form factors and G_Ep to some per cent: a gate of 10 %
// catches a mistyped leading coefficient. G_En stays positive, with no pole on the way.
TEST(BBBA05, LiesNearTheDipoleAtLowMomentumTransfer) {
  const NucleonFormFactors bbba(bbba05(), nucleon_mass), dipole(FormFactorOptions(), nucleon_mass);
  for (double Q2 = 0.01 * gev2; Q2 < gev2; Q2 += 0.01 * gev2) {
    for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
      const FormFactors here = bbba.electromagnetic(isospin, Q2), there = dipole.electromagnetic(isospin, Q2);
      EXPECT_NEAR(here.G_M / there.G_M, 1, 0.10) << Q2;
      if (isospin == Isospin::proton) {
        EXPECT_NEAR(here.G_E / there.G_E, 1, 0.10) << Q2;
      }
    }
  }
  for (double Q2 = 0.01 * gev2; Q2 < 10 * gev2; Q2 += 0.01 * gev2) {
    const double G_En = bbba.electromagnetic(Isospin::neutron, Q2).G_E;
    EXPECT_GT(G_En, 0) << Q2;
    EXPECT_LT(G_En, 0.1) << Q2;
  }
}

// F(z) and its first three derivatives vanish at z = 1. The terms of the longest list reach 10*9*8 times a
// coefficient of some tens: 1e-10 is their rounding.
TEST(ZExpansion, ObeysTheFourSumRulesForAnyNumberOfCoefficients) {
  const std::vector<std::vector<double>> lists = {
      {2.3}, {2.3, -0.6}, {2.30, -0.6, -3.8, 2.3}, {2.3, -0.6, -3.8, 2.3, 0.1, -0.2}};
  for (const std::vector<double>& a : lists) {
    const ZExpansion expansion(a, -1.2723, 0.1764 * gev2, -0.28 * gev2);
    const std::vector<double>& all = expansion.coefficients();
    ASSERT_EQ(all.size(), a.size() + 5);
    EXPECT_TRUE(std::equal(a.begin(), a.end(), all.begin() + 1));
    EXPECT_NEAR(expansion.at(0), -1.2723, 1e-13);
    for (int order = 0; order < 4; ++order) {
      double sum = 0;
      for (std::size_t k = 0; k < all.size(); ++k) {
        double term = all[k];
        for (int i = 0; i < order; ++i) term *= static_cast<double>(k) - i;
        sum += term;
      }
      EXPECT_NEAR(sum, 0, 1e-10) << a.size() << " coefficients, derivative " << order;
    }
  }
}

// 1 - z ~ 1/Q and F ~ (1 - z)^4: Q^4 F settles, its next term falls as 1/Q. From 1e6 to 4e6 GeV^2 that is
// 0.2 %; one sum rule fewer would double Q^4 F.
TEST(ZExpansion, FallsAsTheInverseFourthPowerOfQ) {
  const NucleonFormFactors factors(z_expansion(), nucleon_mass);
  const double far = 1e6 * gev2, farther = 4e6 * gev2;
  const double ratio =
      factors.isovector(farther).G_A * farther * farther / (factors.isovector(far).G_A * far * far);
  EXPECT_NEAR(ratio, 1, 0.01);
}

// a_0 of Meyer's central values from GENIE's closed form of the same conditions (FixQ4Limit), evaluated
// apart.
TEST(ZExpansion, AgreesWithTheClosedSolutionOfTheConditions) {
  const ZExpansion expansion({2.30, -0.6, -3.8, 2.3}, -1.2723, 0.1764 * gev2, -0.28 * gev2);
  EXPECT_NEAR(expansion.coefficients()[0], -0.7560755519457294, 1e-12);
}

// Meyer et al. (2016), abstract: r_A^2 = 0.46(22) fm^2, with F_A(0) = -1.2723. Half a unit of the last digit.
TEST(ZExpansion, HasThePublishedAxialRadius) {
  FormFactorOptions options = z_expansion();
  options.g_A = 1.2723;
  const NucleonFormFactors factors(options, nucleon_mass);
  const double step = 10;  // MeV^2
  const double slope = (factors.isovector(step).G_A - factors.isovector(-step).G_A) / (2 * step);
  const double hbar_c = PhysicalConstants().hbar_c;
  EXPECT_NEAR(-6 * slope / 1.2723 * hbar_c * hbar_c, 0.46, 0.005);
}

TEST(FormFactors, RefuseWhatTheyCannotBe) {
  FormFactorOptions options = z_expansion();
  options.z_a = {};
  EXPECT_REFUSED(NucleonFormFactors(options, nucleon_mass), InputError, "form_factors.z_a is empty");
  options = z_expansion();
  options.z_t0_gev2 = options.z_t_cut_gev2;
  EXPECT_REFUSED(NucleonFormFactors(options, nucleon_mass), InputError, "is not below z_t_cut_gev2");
  options = {};
  options.vector = "kelly";
  EXPECT_REFUSED(NucleonFormFactors(options, nucleon_mass), InputError, "known: dipole, BBBA05");
  options = {};
  options.axial = "tripole";
  EXPECT_REFUSED(NucleonFormFactors(options, nucleon_mass), InputError, "known: dipole, z_expansion");
  const NucleonFormFactors factors(z_expansion(), nucleon_mass);
  EXPECT_REFUSED(factors.isovector(-0.2 * gev2), InputError, "has its cut at -0.1764 GeV2");
  RunCard card = RunCard::from_text("[form_factors]\nvector = 'BBBA5'\n", "c.toml");
  EXPECT_REFUSED(card.read("form_factors", options), InputError, "c.toml:2: form_factors.vector = \"BBBA5\"");
}

}  // namespace
}  // namespace nereus
