#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/base/temporary_folder.hpp"
#include "tests/validation/tiny_flow.hpp"
#include "validation/likelihood_bins.hpp"
#include "validation/likelihood_spread.hpp"

namespace nereus {
namespace {

using test::tiny_subject;

// From 20 to 20 + 50 MeV ten bins, then 25 MeV each up to 145 MeV: three more, the last beyond the end.
TEST(LikelihoodBins, AreThoseOfTheDefinition) {
  const LikelihoodBins bins(20, 135);
  EXPECT_EQ(bins.count(), 13U * 1000U);
  const auto omega_bin = [&](double omega) { return bins.bin({0, omega, -0.99, -0.99, 0.01}) / 1000; };
  EXPECT_EQ(omega_bin(20.1), 0U);
  EXPECT_EQ(omega_bin(25.1), 1U);
  EXPECT_EQ(omega_bin(69.9), 9U);
  EXPECT_EQ(omega_bin(70.1), 10U);
  EXPECT_EQ(omega_bin(94.9), 10U);
  EXPECT_EQ(omega_bin(134.9), 12U);
  // Angles: 10 x 10 x 10, phi_N fastest; points on the ends stay inside.
  EXPECT_EQ(bins.bin({0, 20.1, -0.79, -0.99, 0.01}), 100U);
  EXPECT_EQ(bins.bin({0, 20.1, -0.99, -0.79, 0.01}), 10U);
  EXPECT_EQ(bins.bin({0, 20.1, -0.99, -0.99, 0.63}), 1U);
  EXPECT_EQ(bins.bin({0, 1e9, 1, 1, 2 * M_PI}), bins.count() - 1);
  EXPECT_EQ(bins.bin({0, 0, -1, -1, 0}), 0U);
}

// H = (3, 1), reference 1 : 1: (ln 3! + ln 1! - 4 ln(1/2)) / 4.
TEST(ReferenceHistogram, GivesMnllOfTheDefinition) {
  const ReferenceHistogram reference({2, 2});
  EXPECT_NEAR(reference.mnll({3, 1}), (std::log(6.0) + 4 * std::log(2.0)) / 4, 1e-14);
  EXPECT_EQ(reference.merged(), 0U);
}

TEST(ReferenceHistogram, EmptyBinsJoinANeighbourAndAreCounted) {
  const ReferenceHistogram reference({0, 1, 0, 0, 1});
  EXPECT_EQ(reference.merged(), 3U);
  EXPECT_NEAR(reference.mnll({1, 1, 0, 1, 1}), ReferenceHistogram({1, 1}).mnll({3, 1}), 1e-14);
}

LikelihoodSamples few() { return {200, 4000, 8}; }

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// The untrained flow is far off and must stand out; the truth's own histograms, drawn with another seed, must
// not. Their z has a standard deviation of 0.5 from 8 repetitions, 0.6 with the error of sigma: the rms of 18
// of them exceeds 1.2 far less often than once in 1e6.
TEST(LikelihoodSpread, TellsTheFlowFromTheTruth) {
  const auto references = likelihood_references(tiny_subject(), few(), 3, Threads{2});
  ASSERT_EQ(references.size(), 18U);
  EXPECT_EQ(references.front().e_nu, 200);
  EXPECT_EQ(references.back().e_nu, 1000);
  const LikelihoodSpread spread = likelihood_spread(tiny_subject(), references, few(), 3, Threads{2});
  EXPECT_NEAR(spread.noise_floor, 0.5, 1e-12);
  ASSERT_EQ(spread.rms_z.size(), 2U);
  EXPECT_GT(spread.rms_z[0], 4);
  EXPECT_GT(spread.rms_z[1], 4);
  double flow = 0, truth = 0;
  const auto again = likelihood_references(tiny_subject(), few(), 4, Threads{2});
  for (std::size_t i = 0; i < again.size(); ++i) {
    const auto& row = spread.rows[i];
    if (row.shell == 1) flow += row.z() * row.z();
    const double z = (mean_of(again[i].accept_reject) - row.accept_reject_mean) / row.accept_reject_sigma;
    truth += z * z;
  }
  EXPECT_NEAR(spread.rms_z[1], std::sqrt(flow / 9), 1e-12);
  EXPECT_LT(std::sqrt(truth / 18), 1.2);
}

class FinishedLikelihood : public TemporaryFolder {};

TEST_F(FinishedLikelihood, IsUsedAgainAndGivesTheSame) {
  const auto references = [&](const std::string& directory) {
    return likelihood_references(tiny_subject(), few(), 3, Threads{2}, directory);
  };
  const auto spread = [&](const std::string& directory) {
    return likelihood_spread(tiny_subject(), references(""), few(), 3, Threads{1}, directory);
  };
  const auto without = references(""), first = references(path("truth"));
  // As a kill leaves it: half of the blocks.
  for (int block = 0; block < 18; block += 2)
    std::filesystem::remove(
        path("truth/block_0000" + std::string(block < 10 ? "0" : "") + std::to_string(block) + ".h5"));
  EXPECT_EQ(files(), 1U + 9U);
  const auto again = references(path("truth"));
  ASSERT_EQ(again.size(), without.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(again[i].accept_reject, without[i].accept_reject);
    EXPECT_EQ(again[i].acceptance, without[i].acceptance);
    EXPECT_EQ(again[i].shell, without[i].shell);
    EXPECT_EQ(again[i].histogram.merged(), without[i].histogram.merged());
  }
  EXPECT_EQ(spread("").rms_z, spread(path("flow")).rms_z);
  EXPECT_EQ(spread("").rms_z, spread(path("flow")).rms_z);
  // Another seed is another measurement.
  EXPECT_NE(likelihood_references(tiny_subject(), few(), 4, Threads{2}, path("truth"))[0].accept_reject,
            without[0].accept_reject);
}

}  // namespace
}  // namespace nereus
