// The inner loop gives the same sums in every instruction set.

#include "hadron_tensor/table/table_kernel.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "base/random_stream.hpp"

namespace nereus {
namespace {

constexpr std::size_t q_stride = 9;

class TableKernelTest : public testing::TestWithParam<std::string> {
 protected:
  TableKernelTest() : nodes_(6 * q_stride) {
    RandomStream random(11, StreamPurpose::test, 0);
    for (TableNode& node : nodes_) {
      for (TableRow& row : node.rows) {
        for (std::int16_t& value : row.values)
          value = static_cast<std::int16_t>(60000 * (random.uniform() - 0.5));
        // Two positive scales, both with exponents of ordinary size: see TableRow.
        const std::uint32_t bits =
            0x35800000U + (static_cast<std::uint32_t>(127 * random.uniform()) << 16) + 0x3600U;
        std::memcpy(&row.plain_scale, &bits, sizeof(bits));
      }
    }
    stencil_.first = nodes_.data();
    stencil_.q_stride = q_stride;
    for (int i = 0; i < spline_points; ++i) {
      stencil_.q[i] = static_cast<float>(random.uniform());
      stencil_.u[i] = static_cast<float>(random.uniform());
    }
    for (float& t : stencil_.t) t = static_cast<float>(2 * random.uniform() - 1);
  }

  /// In double precision, and the sum of the sizes of its terms.
  std::array<double, 2> expected(int lane) const {
    double sum = 0, size = 0;
    for (std::size_t a = 0; a < spline_points; ++a) {
      for (std::size_t b = 0; b < spline_points; ++b) {
        for (int t = 0; t < table_rows; ++t) {
          const TableRow& row = nodes_[a * q_stride + b].rows[t];
          const double term = double(stencil_.q[a]) * stencil_.u[b] * stencil_.t[t] * row.values[lane] *
                              (lane < plain_bilinears ? row.plain_scale : row.a0_scale());
          sum += term;
          size += std::abs(term);
        }
      }
    }
    return {sum, size};
  }

  std::vector<TableNode> nodes_;
  Stencil stencil_;
};

// 324 terms in single precision, summed in chains of 36 and 9: 1e-6 of their sizes.
TEST_P(TableKernelTest, SumsTheStencil) {
  const StencilKernel* kernel = find_stencil_kernel(GetParam().c_str());
  if (!kernel) GTEST_SKIP() << "this processor has no " << GetParam();
  float out[stencil_sums] = {};
  kernel->sum_plain(stencil_, out);
  EXPECT_EQ(out[plain_bilinears], 0) << "sum_plain leaves the rest alone";
  kernel->sum_a0(stencil_, out);
  for (int lane = 0; lane < bilinear_count; ++lane) {
    const auto [sum, size] = expected(lane);
    EXPECT_NEAR(out[lane], sum, 1e-6 * size) << lane;
  }
}

INSTANTIATE_TEST_SUITE_P(Everywhere, TableKernelTest, testing::Values("generic", "avx2", "avx512"),
                         [](const auto& instance) { return instance.param; });

TEST(TableKernel, UnknownNamesGiveNothing) { EXPECT_EQ(find_stencil_kernel("sse9"), nullptr); }

}  // namespace
}  // namespace nereus
