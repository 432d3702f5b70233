#include "surrogate/block_kernels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/random_stream.hpp"

namespace nereus {
namespace {

struct alignas(64) Block {
  float values[16 * lanes];
};

Block random_block(double scale) {
  RandomStream stream(3, StreamPurpose::test, 0);
  Block block{};
  for (float& value : block.values) value = static_cast<float>(scale * (2 * stream.uniform() - 1));
  return block;
}

class BlockKernelsTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (find_kernels(GetParam()) == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
  }
};

// float32: 24 bits in sums of 16 terms of order 1, and 2e-7 relative for the exponential.
TEST_P(BlockKernelsTest, MultiplyAsPlainLoopsDo) {
  const BlockKernels& kernels = *find_kernels(GetParam());
  const Block x = random_block(1), weights = random_block(1), bias = random_block(1);
  Block y{};
  kernels.dense(weights.values, bias.values, 16, 7, x.values,
                y.values);  // 7 rows: one tile and three single ones
  for (std::size_t row = 0; row < 7; ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      double sum = bias.values[row];
      for (std::size_t i = 0; i < 16; ++i)
        sum += double(weights.values[row * 16 + i]) * x.values[i * lanes + lane];
      EXPECT_NEAR(y.values[row * lanes + lane], sum, 4e-6);
    }
  }
}

TEST_P(BlockKernelsTest, ActivateAndExponentiateAsTheStandardLibraryDoes) {
  const BlockKernels& kernels = *find_kernels(GetParam());
  for (double scale : {1.0, 20.0, 75.0}) {
    const Block x = random_block(scale);
    const Block none{};
    Block h = x, e = x;
    kernels.input_layer(none.values, none.values, 0, 16, none.values, h.values);
    std::vector<double> weights(16, 0.5), sums(lanes), partial(2 * lanes);
    kernels.exponentiate(weights.data(), 16, e.values, sums.data(), partial.data());
    for (std::size_t i = 0; i < 16 * lanes; ++i) {
      const double value = x.values[i];
      EXPECT_NEAR(h.values[i], value / (1 + std::exp(-value)), 4e-7 * (1 + std::abs(value)));
      EXPECT_NEAR(e.values[i] / std::exp(value), 1, 4e-7);
    }
    double sum = 0, half = 0;
    for (std::size_t row = 0; row < 16; ++row) {
      if (row == partial_rows) half = sum;
      sum += 0.5 * double(e.values[row * lanes + 5]);
    }
    EXPECT_DOUBLE_EQ(sums[5], sum);
    EXPECT_EQ(partial[5], 0);
    EXPECT_DOUBLE_EQ(partial[lanes + 5], half);
  }
}

// Layers as above; the activation is good to 4e-7 (1 + |value|), and values reach 10.
TEST_P(BlockKernelsTest, AddAnActivatedLayerToItsInput) {
  const BlockKernels& kernels = *find_kernels(GetParam());
  const Block x = random_block(1), weights = random_block(0.5), bias = random_block(1);
  Block y{}, z = x;
  kernels.residual_layer(weights.values, bias.values, 15, x.values, y.values);  // one tile of three rows
  kernels.input_layer(weights.values, bias.values, 15, 15, x.values, z.values);
  for (std::size_t row = 0; row < 15; ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      double sum = bias.values[row];
      for (std::size_t i = 0; i < 15; ++i)
        sum += double(weights.values[row * 15 + i]) * x.values[i * lanes + lane];
      const double before = x.values[row * lanes + lane];
      EXPECT_NEAR(y.values[row * lanes + lane], before + sum / (1 + std::exp(-sum)), 4e-6);
      EXPECT_NEAR(z.values[row * lanes + lane], (sum + before) / (1 + std::exp(-sum - before)), 4e-6);
    }
  }
}

// One line between two knots for each lane; 19 rows leave some over for every instruction set.
TEST_P(BlockKernelsTest, InterpolateTablesAsPlainLoopsDo) {
  const std::size_t rows = 19, knots = 5;
  struct alignas(64) Rows {
    float values[rows * lanes];
  };
  RandomStream stream(4, StreamPurpose::test, 0);
  std::vector<float> table(knots * rows), fraction(lanes);
  for (float& value : table) value = static_cast<float>(stream.uniform());
  std::vector<std::size_t> knot(lanes);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    knot[lane] = lane % (knots - 1);
    fraction[lane] = static_cast<float>(stream.uniform());
  }
  Rows y{};
  find_kernels(GetParam())->interpolate(table.data(), rows, knot.data(), fraction.data(), y.values);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double below = table[knot[lane] * rows + row], above = table[(knot[lane] + 1) * rows + row];
      EXPECT_NEAR(y.values[row * lanes + lane], below + fraction[lane] * (above - below), 3e-7);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, BlockKernelsTest, testing::Values("generic", "avx2", "avx512"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace nereus
