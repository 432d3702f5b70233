#pragma once
// The inner loop of the tabulated evaluator, compiled for several instruction sets and chosen at run time.

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hadron_tensor/table/spin_bilinears.hpp"
#include "hadron_tensor/table/uniform_spline.hpp"

namespace nereus {

constexpr int table_t_nodes = 8;  ///< Chebyshev polynomials in s per panel
/// Rows of numbers per node: one for each polynomial, and what the rounding of the first row, the largest,
/// left.
constexpr int table_rows = table_t_nodes + 1;

/// Coefficients of one Chebyshev polynomial at one node: one cache line. A number is value * scale, with one
/// scale for the plain bilinears and one for those with a0: the float that the lower half of the first makes
/// as the upper half of its own bits.
struct alignas(64) TableRow {
  std::int16_t values[bilinear_count];
  float plain_scale;
  float a0_scale() const;
};
static_assert(sizeof(TableRow) == 64);

// Always inlined: each instruction set must have its own copy.
__attribute__((always_inline)) inline float TableRow::a0_scale() const {
  std::uint32_t bits;
  float scale;
  std::memcpy(&bits, &plain_scale, sizeof(bits));
  bits <<= 16;
  std::memcpy(&scale, &bits, sizeof(scale));
  return scale;
}

struct TableNode {
  TableRow rows[table_rows];
};

/// The numbers around one point.
struct Stencil {
  const TableNode* first;  ///< node (0, 0); those along u follow
  std::size_t q_stride;    ///< nodes from one q to the next
  float q[spline_points];  ///< weights
  float u[spline_points];  ///< weights
  float t[table_rows];     ///< Chebyshev polynomials, by row
};

/// Sums over q, u, t of weights times numbers, 32 floats, in the order of Bilinear.
struct StencilKernel {
  const char* name;
  /// Writes the first 24.
  void (*sum_plain)(const Stencil& stencil, float* out);
  /// Writes those with a0, and two numbers without meaning behind them.
  void (*sum_a0)(const Stencil& stencil, float* out);
};
constexpr int stencil_sums = 32;  ///< floats that `out` has room for

/// The fastest this processor can run: AVX-512, AVX2 or generic.
const StencilKernel& best_stencil_kernel();
/// By name ("avx512", "avx2", "generic"), nullptr if the processor or the build lacks it.
const StencilKernel* find_stencil_kernel(const char* name);

}  // namespace nereus
