#include "validation/effective_sample_size.hpp"

#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

std::vector<double> ones(std::size_t n) { return std::vector<double>(n, 1.0); }

TEST(WeightStatistics, AgreesWithTheDefinition) {
  const std::vector<double> weight{0, 1, 2, 5};
  const WeightStatistics s = weight_statistics(weight, ones(4), 0.75);
  EXPECT_DOUBLE_EQ(s.ress, 64.0 / (4 * 30));
  EXPECT_DOUBLE_EQ(s.mean, 2);
  EXPECT_EQ(s.max_weight, 5);
  EXPECT_EQ(s.cap, 2);
  EXPECT_DOUBLE_EQ(s.acceptance, (0 + 1 + 2 + 2) / 4.0 / 2);
  EXPECT_DOUBLE_EQ(s.overweight_share, 3.0 / 8);
}

TEST(WeightStatistics, SharesCountLikeRepetitions) {
  const WeightStatistics repeated = weight_statistics({1, 1, 1, 3, 2, 2}, ones(6), 0.6);
  const WeightStatistics shared = weight_statistics({1, 3, 2}, {3, 1, 2}, 0.6);
  EXPECT_DOUBLE_EQ(shared.ress, repeated.ress);
  EXPECT_DOUBLE_EQ(shared.mean, repeated.mean);
  EXPECT_DOUBLE_EQ(shared.acceptance, repeated.acceptance);
  EXPECT_EQ(shared.cap, repeated.cap);
}

/// 1000 weights 1 + (uniform - 1/2) scaled to variance 1/12: RESS is exactly 12/13.
std::vector<double> scattered(std::uint64_t stream) {
  RandomStream random(21, StreamPurpose::test, stream);
  std::vector<double> weight;
  for (int i = 0; i < 1000; ++i) weight.push_back(0.5 + random.uniform());
  return weight;
}

// 400 repetitions: the spread of an estimated standard error is 3.5 %; 20 % is more than five of those.
TEST(WeightStatistics, StatedErrorsAreTheScatterOfRepetitions) {
  double ress_sum = 0, ress_squares = 0, mean_squares = 0, stated_ress = 0, stated_mean = 0;
  const int repetitions = 400;
  for (int i = 0; i < repetitions; ++i) {
    const WeightStatistics s =
        weight_statistics(scattered(static_cast<std::uint64_t>(i)), ones(1000), 0.9999);
    ress_sum += s.ress;
    ress_squares += (s.ress - 12.0 / 13) * (s.ress - 12.0 / 13);
    mean_squares += (s.mean - 1) * (s.mean - 1);
    stated_ress += s.ress_error / repetitions;
    stated_mean += s.mean_error / repetitions;
  }
  EXPECT_NEAR(ress_sum / repetitions, 12.0 / 13, 5 * stated_ress / std::sqrt(repetitions));
  EXPECT_NEAR(std::sqrt(ress_squares / repetitions) / stated_ress, 1, 0.2);
  EXPECT_NEAR(std::sqrt(mean_squares / repetitions) / stated_mean, 1, 0.2);
}

TEST(WeightStatistics, PerfectWeightsHaveFullSampleSizeAndAcceptance) {
  const WeightStatistics s = weight_statistics(std::vector<double>(50, 1.0), ones(50), 0.9999);
  EXPECT_DOUBLE_EQ(s.ress, 1);
  EXPECT_DOUBLE_EQ(s.acceptance, 1);
  EXPECT_NEAR(s.overweight_share, 0, 1e-15);
}

TEST(WeightStatistics, ImpossibleWeightsAreRefused) {
  EXPECT_REFUSED(weight_statistics({1}, {1}, 0.9), InputError, "fewer than two");
  EXPECT_REFUSED(weight_statistics({1, -1}, ones(2), 0.9), InputError, "not negative");
  EXPECT_REFUSED(weight_statistics({1, std::numeric_limits<double>::quiet_NaN()}, ones(2), 0.9), InputError,
                 "finite");
  EXPECT_EQ(weight_statistics({0, 0}, ones(2), 0.9).ress, 0);
}

TEST(EnergySlices, SortWeightsByShellAndEnergy) {
  WeightSample sample;
  for (int i = 0; i < 800; ++i) {
    sample.e_nu.push_back(200 + i % 100);
    sample.shell.push_back(static_cast<std::size_t>(i / 400));
    sample.weight.push_back(i < 400 ? 1 : sample.e_nu.back() < 250 ? 2 : 4);
  }
  const auto slices = energy_slices(sample, 2, 200, 300, 50);
  ASSERT_EQ(slices.size(), 4U);
  EXPECT_EQ(slices[0].mean, 1);
  EXPECT_EQ(slices[2].mean, 2);
  EXPECT_EQ(slices[3].mean, 4);
  EXPECT_EQ(slices[3].shell, 1U);
  EXPECT_EQ(slices[3].e_min, 250);
  EXPECT_EQ(slices[3].samples, 200);
  EXPECT_EQ(slices[3].ress, 1);
  EXPECT_EQ(slices[3].max_weight, 4);
}

}  // namespace
}  // namespace nereus
