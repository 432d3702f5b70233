#include "meanfield/ghent_field.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../base/temporary_folder.hpp"
#include "base/error.hpp"

namespace nereus {
namespace {

const MeanField& ghent_carbon() {
  static const MeanField field = make_ghent_field(parse_nucleus("C12"), {}, {});
  return field;
}

struct Point {
  double r, B, U, W;  // [fm], [MeV fm^2], [MeV], [MeV fm]
};

void expect_potential(const RadialPotential& q, double step, const std::vector<Point>& points) {
  for (const Point& point : points) {
    const auto i = static_cast<Eigen::Index>(std::lround(point.r / step));
    EXPECT_NEAR(q.B[i], point.B, 1e-6) << point.r;
    EXPECT_NEAR(q.U[i], point.U, 2e-5) << point.r;
    EXPECT_NEAR(q.W[i], point.W, 1e-6) << point.r;
  }
}

// The reference field C12_ghent of an independent calculation, which reproduces the published tables. Its
// second derivatives, and so its U, jump by 2e-5 MeV where its elements meet (whole fm); B and W by less.
TEST(GhentField, OfCarbonIsThatOfTheReference) {
  expect_potential(ghent_carbon().neutron_potential, ghent_carbon().step,
                   {{1, 27.1801152, -70.2647936, -1.0616540},
                    {2, 27.0135606, -47.0897502, -5.2718843},
                    {3, 22.8587386, -26.2271916, -4.2135476},
                    {5, 19.0602276, -0.8066654, -0.0848889}});
  expect_potential(ghent_carbon().proton_potential, ghent_carbon().step,
                   {{1, 27.1935737, -66.6716782, -1.0969780},
                    {2, 27.0447166, -43.8102174, -5.2236365},
                    {3, 22.8414145, -23.3708910, -4.1909644},
                    {5, 19.0573858, 0.9542801, -0.0872854}});
  EXPECT_NEAR(ghent_carbon().neutron_potential.B0, 20.73553 * 11 / 12, 1e-9);
}

// Orbitals and energies of 16O (energies of the same reference), but the nucleons and the charge of 12C.
TEST(GhentField, OfCarbonHoldsTheOrbitalsOfOxygen) {
  const MeanField oxygen = make_ghent_field(parse_nucleus("O16"), {}, {});
  EXPECT_EQ(ghent_carbon().nucleus.name(), "C12");
  ASSERT_EQ(ghent_carbon().orbitals.size(), 4u);
  for (const BoundOrbital& orbital : ghent_carbon().orbitals) {
    EXPECT_EQ(orbital.energy, oxygen.orbital(orbital.shell).energy);
    EXPECT_TRUE((orbital.u == oxygen.orbital(orbital.shell).u).all());
  }
  EXPECT_NEAR(ghent_carbon().orbital({1, 0, 1, Isospin::neutron}).energy, -38.215412, 1e-5);
  EXPECT_NEAR(ghent_carbon().orbital({1, 1, 3, Isospin::proton}).energy, -17.674014, 1e-5);
}

// Published removal thresholds of 16O in the Ghent tables [MeV]; equal masses leave them up to 15 keV away.
TEST(GhentField, OfOxygenHasThePublishedThresholds) {
  const MeanField oxygen = make_ghent_field(parse_nucleus("O16"), {}, {});
  const auto threshold = [&](const char* shell, Isospin isospin) {
    return -oxygen.orbital(parse_shell(shell, isospin)).energy;
  };
  EXPECT_NEAR(threshold("1p1/2", Isospin::neutron), 14.828, 0.015);
  EXPECT_NEAR(threshold("1s1/2", Isospin::neutron), 38.215, 0.015);
  EXPECT_NEAR(threshold("1p1/2", Isospin::proton), 11.023, 0.015);
  EXPECT_NEAR(threshold("1p3/2", Isospin::proton), 17.66, 0.015);
}

TEST(GhentField, ExistsForCarbonAndOxygenOnly) {
  EXPECT_REFUSED(make_ghent_field(parse_nucleus("Ca40"), {}, {}), InputError, "C12 and O16");
}

TEST(GhentOptions, ReplaceForceAndSwitchesButKeepTheGrid) {
  MeanFieldOptions mine;
  mine.force = "SIII";
  mine.step_fm = 0.05;
  mine.centre_of_mass = false;
  const MeanFieldOptions options = ghent_options(mine);
  EXPECT_EQ(options.force, "SkE2");
  EXPECT_EQ(options.step_fm, 0.05);
  EXPECT_TRUE(options.centre_of_mass);
  EXPECT_TRUE(resolve_force(options).settings.t4_J2);
  EXPECT_FALSE(resolve_force(options).settings.coulomb_exchange);
}

}  // namespace
}  // namespace nereus
