#include "generator/weight_summary.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nereus {
namespace {

TEST(WeightSummary, AgreesWithTheTextbookFormulas) {
  WeightSummary summary;
  for (const double w : {0.0, 1.0, 2.0, 5.0}) summary.add(w);
  EXPECT_EQ(summary.events(), 4);
  EXPECT_EQ(summary.zeros(), 1);
  EXPECT_EQ(summary.max(), 5);
  EXPECT_DOUBLE_EQ(summary.mean(), 2);
  EXPECT_DOUBLE_EQ(summary.mean_error(), std::sqrt(14.0 / 3 / 4));
  EXPECT_DOUBLE_EQ(summary.ress(), 64.0 / (4 * 30));
}

TEST(WeightSummary, ManyZerosAtOnceAreAsGoodAsOneByOne) {
  WeightSummary one_by_one, at_once;
  for (const auto& [zeros, weight] : {std::pair{3, 2.0}, {0, 1.5}, {7, 4.0}}) {
    for (int i = 0; i < zeros; ++i) one_by_one.add(0);
    one_by_one.add(weight);
    at_once.add_zeros(zeros);
    at_once.add(weight);
  }
  EXPECT_EQ(at_once.events(), one_by_one.events());
  EXPECT_EQ(at_once.zeros(), 10);
  EXPECT_DOUBLE_EQ(at_once.mean(), one_by_one.mean());
  EXPECT_DOUBLE_EQ(at_once.mean_error(), one_by_one.mean_error());
  EXPECT_DOUBLE_EQ(at_once.ress(), one_by_one.ress());
}

TEST(WeightSummary, EqualWeightsHaveFullEffectiveSampleSize) {
  WeightSummary summary;
  for (int i = 0; i < 10; ++i) summary.add(3);
  EXPECT_DOUBLE_EQ(summary.ress(), 1);
  EXPECT_EQ(summary.mean_error(), 0);
}

TEST(WeightSummary, NothingButZerosIsNoEffectiveSample) {
  WeightSummary summary;
  EXPECT_EQ(summary.ress(), 0);
  summary.add(0);
  EXPECT_EQ(summary.ress(), 0);
  EXPECT_EQ(summary.mean_error(), 0);
}

}  // namespace
}  // namespace nereus
