#include "validation/surrogate_measurements.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/validation/tiny_flow.hpp"

namespace nereus {
namespace {

using test::tiny_subject;

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// With mean weight 1 the rms of a flow and its RESS are the same statement: RESS = 1 / (1 + rms^2).
// Independent samples of 10 000 of each shell, heavy weights: 15 % is many standard errors (a shell alone has
// 3 %).
TEST(SpreadOrigin, SharesAddUpAndTheRmsIsThatOfRess) {
  const auto flows = spread_origin(tiny_subject(), 20000, 2, Threads{2});
  ValidateOptions options;
  options.samples = 20000;
  const Subject subject = tiny_subject();
  const ValidationReport report =
      validate_surrogate(subject.cross_section, subject.total, subject.surrogate, options, Threads{2});
  ASSERT_EQ(flows.size(), 2U);
  for (std::size_t shell = 0; shell < 2; ++shell) {
    EXPECT_EQ(flows[shell].flow, report.shells[shell]);
    EXPECT_NEAR(flows[shell].rms / std::sqrt(1 / report.by_shell[shell].ress - 1), 1, 0.15);
    for (const SpreadProfile& profile : flows[shell].profiles) {
      EXPECT_NEAR(sum(profile.share), 1, 1e-9) << profile.variable;
      EXPECT_NEAR(sum(profile.events), sum(flows[shell].profiles.front().events), 1e-9);
      EXPECT_EQ(profile.edges.size(), profile.rms.size() + 1);
    }
  }
}

/// Mean of w^2 by a histogram.
double mean_square(const std::vector<double>& edges, const std::vector<double>& fractions) {
  double value = 0;
  for (std::size_t i = 0; i < fractions.size(); ++i) {
    value += fractions[i] * std::pow(10.0, edges[i] + edges[i + 1]);
  }
  return value;
}

// Both have mean weight 1: a larger mean square is a larger scatter.
TEST(WeightHistogram, UniformProposalsScatterFarMore) {
  const WeightHistogram histogram = weight_histogram(tiny_subject(), 20000, 2, Threads{2});
  EXPECT_NEAR(sum(histogram.surrogate), 1, 1e-9);
  EXPECT_NEAR(sum(histogram.uniform), 1, 1e-9);
  EXPECT_GT(mean_square(histogram.edges, histogram.uniform),
            2 * mean_square(histogram.edges, histogram.surrogate));
}

// phi_N of the surrogate is uniform to the extent of its c1, c2; the sum of the truth is the mean weight.
TEST(Projections, HoldAllEventsOfBothShellsAndEnergies) {
  const auto sets = projections(tiny_subject(), 20000, 2, Threads{2});
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[0].shell, "1p3/2");
  EXPECT_EQ(sets[0].e_nu, 200);
  EXPECT_EQ(sets[1].shell, "1s1/2");
  EXPECT_EQ(sets[1].e_nu, 700);
  for (const ProjectionSet& set : sets) {
    ASSERT_EQ(set.projections.size(), 10U);
    const double mean_weight = sum(set.projections.front().truth);
    EXPECT_NEAR(mean_weight, 1, 0.2);
    for (const Projection& projection : set.projections) {
      EXPECT_NEAR(sum(projection.surrogate), 1, 1e-9);
      EXPECT_NEAR(sum(projection.truth), mean_weight, 1e-9);
    }
  }
}

TEST(KineticProfiles, RawValuesAreTheCrossSection) {
  const auto profiles = kinetic_profiles(tiny_subject(), 20, 2, Threads{2});
  ASSERT_EQ(profiles.size(), 2U * 3U * 2U);
  const KineticProfile& profile = profiles.back();
  constexpr double radian = 0.017453292519943295;
  const std::size_t i = 200;
  const PhasePoint point{profile.e_nu,
                         profile.kinetic_energy[i] + tiny_subject().cross_section.removal_energy(1),
                         std::cos(radian * profile.theta_lepton_deg), std::cos(radian * profile.theta_n_deg),
                         radian * profile.phi_n_deg};
  const double sines = std::sin(radian * profile.theta_lepton_deg) * std::sin(radian * profile.theta_n_deg);
  EXPECT_NEAR(profile.truth[i] / (sines * tiny_subject().cross_section.d4sigma(1, point)), 1, 1e-12);
  EXPECT_EQ(profile.cubes.size(), profile.cube_energy.size());
  EXPECT_GT(profile.cubes[50].truth, 0);
}

TEST(SamplingCost, GrowsWithWhatIsAsked) {
  const SamplingCost cost = sampling_cost(tiny_subject(), 2000, 0.5, 2);
  EXPECT_GT(cost.emulator, 0);
  EXPECT_GT(cost.weighted, cost.emulator);
  EXPECT_DOUBLE_EQ(cost.unweighted, 2 * cost.weighted);
  EXPECT_DOUBLE_EQ(SamplingCost::per_day(86400), 1e6);
}

// The quick sizes do not enlarge what a card has made small.
TEST(MeasurementOptions, QuickOnlyEverMakesSmaller) {
  MeasurementOptions options;
  EXPECT_LT(options.quick().page_samples, options.page_samples);
  EXPECT_LT(options.quick().likelihood.reference, options.likelihood.reference);
  options.page_samples = 1000;
  options.likelihood.repetitions = 2;
  EXPECT_EQ(options.quick().page_samples, 1000);
  EXPECT_EQ(options.quick().likelihood.repetitions, 2);
}

TEST(Requirement, SamplesThatAreTooSmallDecideNothing) {
  const Requirement noisy{"RMS_z", 0.7, 0.4, 0.2, Requirement::Sense::at_most, "", 0.45};
  EXPECT_FALSE(noisy.judged());
  EXPECT_TRUE(noisy.met());
  EXPECT_FALSE(noisy.goal_met());
  EXPECT_STREQ(noisy.verdict(), "not judged (sample too small)");
  EXPECT_STREQ((Requirement{"RMS_z", 0.7, 0.4, 0.2, Requirement::Sense::at_most, "", 0.14}).verdict(),
               "FAIL");
}

}  // namespace
}  // namespace nereus
