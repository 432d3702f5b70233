#include "surrogate/published/maf_density.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "naive_maf.hpp"
#include "surrogate/published/base_density.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

struct Points {
  std::vector<double> context;
  std::vector<FlowPoint> x;

  Points(std::size_t count, std::uint64_t seed) {
    RandomStream stream(seed, StreamPurpose::test, 11);
    for (std::size_t i = 0; i < count; ++i) {
      context.push_back(2 * stream.uniform() - 1);
      x.push_back(base_point({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()}));
    }
  }
};

double distance(const FlowPoint& a, const FlowPoint& b) {
  double largest = std::abs(a[0] - b[0]);
  for (std::size_t i = 1; i < flow_variables; ++i) {
    const double turn = std::abs(a[i] - b[i]);
    largest = std::max(largest, std::min(turn, two_pi - turn));
  }
  return largest;
}

TEST(MafShape, LetsEveryVariableComeFirstAndAllComeOnceInEachStep) {
  std::array<int, flow_variables> first{};
  for (const MafStep& step : make_maf_shape(8, 6, 4).steps) {
    ++first[step.order[0]];
    std::array<int, flow_variables> seen{};
    for (const std::size_t variable : step.order) ++seen[variable];
    for (const int count : seen) EXPECT_EQ(count, 1);
  }
  for (const int count : first) EXPECT_EQ(count, 2);
}

// By hand for 4 hidden units (degrees 1 1 2 3 sorted), order omega, theta_l, theta_n, phi_n, K = 4.
TEST(MafShape, StoresExactlyWhatTheMasksLeave) {
  const MafShape shape = make_maf_shape(1, 4, 4);
  const MaskedNetwork& network = shape.steps[0].network;
  EXPECT_EQ(network.units, (std::array<std::size_t, 3>{2, 1, 1}));
  const std::size_t first = 2 * 1 + 1 * 3 + 1 * 5 + 4, context = 4 + 4;
  const std::size_t second = 2 * 3 + 1 * 4 + 1 * 5 + 4, third = 2 * 2 + 1 * 3 + 1 * 4 + 4;
  const std::size_t output = 11 + 13 * (2 + 1) + 13 * (3 + 1) + 13 * (4 + 1);
  EXPECT_EQ(shape.parameter_count(), first + context + second + third + output);
}

// PAPER.md: 10 x 256, 10 x 512, 25 x 512.
TEST(MafShape, HasTheSizesOfThePaper) {
  PublishedOptions options;
  EXPECT_EQ(make_maf_shape(options).steps.size(), 10U);
  EXPECT_EQ(make_maf_shape(options).steps[3].network.hidden(), 256U);
  options.size = "M";
  EXPECT_EQ(make_maf_shape(options).steps.size(), 10U);
  EXPECT_EQ(make_maf_shape(options).steps[0].network.hidden(), 512U);
  options.size = "L";
  EXPECT_EQ(make_maf_shape(options).steps.size(), 25U);
  EXPECT_EQ(make_maf_shape(options).steps[24].network.hidden(), 512U);
}

// 32-bit floats in the kernel, doubles in the reference: measured 2e-6 in ln q, 3e-6 in the base.
TEST(MafDensity, IsWhatTheMasksOfThePapersGive) {
  const MafShape shape = make_maf_shape(4, 20, 10);
  const std::vector<float> parameters = test::wild_maf_parameters(shape, 1);
  const MafDensity density(shape, parameters);
  const test::NaiveMaf naive(shape, parameters);
  const Points points(200, 2);
  std::vector<FlowPoint> base(200);
  std::vector<double> log_slope(200);
  density.to_base(200, points.context.data(), points.x.data(), base.data(), log_slope.data());
  double smallest = 1e9, largest = -1e9;
  for (std::size_t i = 0; i < 200; ++i) {
    double expected = 0;
    const FlowPoint naive_base = naive.to_base(points.x[i], points.context[i], expected);
    EXPECT_NEAR(log_slope[i], expected, 1e-5) << i;
    EXPECT_LT(distance(base[i], naive_base), 1e-5) << i;
    smallest = std::min(smallest, expected);
    largest = std::max(largest, expected);
  }
  EXPECT_GT(largest - smallest, 3);  // a flow worth comparing
}

// The reference evaluates a whole network for each variable, with nonsense in place of those not drawn yet:
// one incremental pass gives the same points, so nothing leaks. Errors of the networks grow with the slopes.
TEST(MafDensity, SamplesInOnePassWhatFourPassesGive) {
  const MafShape shape = make_maf_shape(4, 20, 10);
  const std::vector<float> parameters = test::wild_maf_parameters(shape, 3);
  const MafDensity density(shape, parameters);
  const test::NaiveMaf naive(shape, parameters);
  const Points base(200, 4);
  std::vector<FlowPoint> x(200);
  std::vector<double> log_slope(200);
  density.from_base(200, base.context.data(), base.x.data(), x.data(), log_slope.data());
  for (std::size_t i = 0; i < 200; ++i) {
    EXPECT_LT(distance(x[i], naive.from_base(base.x[i], base.context[i])), 2e-5) << i;
  }
}

TEST(MafDensity, SamplingUndoesTheDensityAndReportsIt) {
  const MafShape shape = make_maf_shape(6, 32, 10);
  const MafDensity density(shape, test::wild_maf_parameters(shape, 5));
  RandomStream stream(6, StreamPurpose::test, 0);
  std::vector<std::array<double, 4>> uniforms(1000);
  std::vector<double> context(1000), log_q(1000), again(1000);
  for (std::size_t i = 0; i < 1000; ++i) {
    context[i] = 2 * stream.uniform() - 1;
    for (double& uniform : uniforms[i]) uniform = stream.uniform();
  }
  std::vector<FlowPoint> points(1000);
  density.sample(1000, context.data(), uniforms.data(), points.data(), log_q.data());
  density.log_density(1000, context.data(), points.data(), again.data());
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_NEAR(log_q[i], again[i], 1e-5) << i;
}

// Each angle shifted by a full turn is the same point, and the density is continuous across the cut.
TEST(MafDensity, IsPeriodicInTheAngles) {
  const MafShape shape = make_maf_shape(4, 20, 10);
  const MafDensity density(shape, test::wild_maf_parameters(shape, 7));
  for (std::size_t angle = 1; angle < flow_variables; ++angle) {
    FlowPoint left{0.3, 1, 2, 3}, right = left;
    left[angle] = two_pi - 1e-9;
    right[angle] = 1e-9;
    const FlowPoint points[] = {left, right};
    const double context[] = {0.2, 0.2};
    double log_q[2];
    density.log_density(2, context, points, log_q);
    EXPECT_NEAR(log_q[0], log_q[1], 1e-5) << angle;
  }
}

// nflows: hidden degrees start at 1, so that the outputs of the first position are constants.
TEST(MafDensity, TellsTheFirstVariableOfAStepNothing) {
  const MafShape shape = make_maf_shape(1, 20, 10);  // order: omega first
  const MafDensity density(shape, test::wild_maf_parameters(shape, 8));
  const FlowPoint points[] = {{0.5, 1, 2, 3}, {0.5, 2, 3, 4}};
  const double context[] = {-0.9, 0.9};
  FlowPoint base[2];
  double log_slope[2];
  density.to_base(2, context, points, base, log_slope);
  EXPECT_EQ(base[0][0], base[1][0]);
  EXPECT_NE(base[0][0], 0.5);
  EXPECT_NE(log_slope[0], log_slope[1]);  // the others do see the context
}

// The mean of q/base over 2e5 points that fill the base evenly (an additive sequence; q has kinks, so no rule
// of high order helps): 2e-3 was measured. The mutant forgets a tenth of the slopes.
TEST(MafDensity, IntegratesToOne) {
  const MafShape shape = make_maf_shape(3, 9, 6);
  const MafDensity density(shape, test::wild_maf_parameters(shape, 9, 0.5));
  constexpr std::size_t n = 200000;
  constexpr double golden = 1.1673039782614187;  // x^5 = x + 1: irrational steps for four dimensions
  std::vector<FlowPoint> points;
  for (std::size_t i = 0; i < n; ++i) {
    std::array<double, 4> uniforms{};
    for (std::size_t d = 0; d < 4; ++d) {
      const double step = std::pow(golden, -static_cast<double>(d + 1)) * static_cast<double>(i) + 0.5;
      uniforms[d] = std::max(1e-9, step - std::floor(step));
    }
    points.push_back(base_point(uniforms));
  }
  const std::vector<double> context(n, 0.4);
  std::vector<double> log_q(n), log_slope(n);
  std::vector<FlowPoint> base(n);
  density.log_density(n, context.data(), points.data(), log_q.data());
  density.to_base(n, context.data(), points.data(), base.data(), log_slope.data());
  double sum = 0, mutant = 0, largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double log_ratio = log_q[i] - log_base_density(points[i]);
    sum += std::exp(log_ratio) / n;
    mutant += std::exp(log_ratio - 0.1 * log_slope[i]) / n;
    largest = std::max(largest, log_ratio);
  }
  EXPECT_NEAR(sum, 1, 5e-3);
  EXPECT_GT(std::abs(mutant - 1), 1e-2);
  EXPECT_GT(largest, 1.5);  // the flow is not just its base
}

TEST(MafDensity, GivesAnEventTheSameBitsInAnyCompany) {
  const MafShape shape = make_maf_shape(3, 20, 10);
  const MafDensity density(shape, test::wild_maf_parameters(shape, 10));
  const Points points(301, 12);
  std::vector<double> together(301);
  density.log_density(301, points.context.data(), points.x.data(), together.data());
  for (std::size_t begin = 0, size = 1; begin < 301; begin += size, size = (size * 3) % 151 + 1) {
    const std::size_t count = std::min<std::size_t>(size, 301 - begin);
    std::vector<double> part(count);
    density.log_density(count, points.context.data() + begin, points.x.data() + begin, part.data());
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(part[i], together[begin + i]);
  }
}

TEST(MafDensity, RefusesWeightsOfAnotherShape) {
  EXPECT_THROW(MafDensity(make_maf_shape(2, 9, 6), std::vector<float>(17)), InputError);
}

}  // namespace
}  // namespace nereus
