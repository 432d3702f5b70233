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
    Block h{}, e = x;
    kernels.add_silu(x.values, 16, h.values);
    std::vector<double> weights(16, 0.5), sums(lanes);
    kernels.exponentiate(weights.data(), 16, e.values, sums.data());
    for (std::size_t i = 0; i < 16 * lanes; ++i) {
      const double value = x.values[i];
      EXPECT_NEAR(h.values[i], value / (1 + std::exp(-value)), 1e-6 * std::abs(value) + 1e-30);
      EXPECT_NEAR(e.values[i] / std::exp(value), 1, 4e-7);
    }
    double sum = 0;
    for (std::size_t row = 0; row < 16; ++row) sum += 0.5 * double(e.values[row * lanes + 5]);
    EXPECT_DOUBLE_EQ(sums[5], sum);
  }
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, BlockKernelsTest, testing::Values("generic", "avx2", "avx512"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace nereus
