#pragma once
// The inner loops of inference, compiled for several instruction sets and chosen at run time.

#include <cstddef>

#include "surrogate/lane_steps.hpp"

namespace nereus {

/// Arrays are [row][lanes] of 32-bit floats, aligned to 64 bytes.
struct BlockKernels {
  const char* name;
  /// y = W x + b; weight [outputs][inputs].
  void (*dense)(const float* weight, const float* bias, std::size_t inputs, std::size_t outputs,
                const float* x, float* y);
  /// y = silu(y + W x + b), silu(v) = v/(1 + e^-v); weight [width][inputs].
  void (*input_layer)(const float* weight, const float* bias, std::size_t inputs, std::size_t width,
                      const float* x, float* y);
  /// y = h + silu(W h + b); weight [width][width], y must not be h.
  void (*residual_layer)(const float* weight, const float* bias, std::size_t width, const float* h, float* y);
  /// y[row][lane] = the table [knots][rows] between its knots knot[lane] and knot[lane] + 1.
  void (*interpolate)(const float* table, std::size_t rows, const std::size_t* knot, const float* fraction,
                      float* y);
  /// y = e^y in place (arguments clamped to +-80), and sums[lane] = sum_i weights[i] y[i][lane]. Unless null,
  /// partial[i/partial_rows][lane] is the sum of the rows before i, a multiple of partial_rows.
  void (*exponentiate)(const double* weights, std::size_t rows, float* y, double* sums, double* partial);
  /// u[lane] where the CDF of the piecewise-linear density reaches it (knot_grid.hpp).
  void (*draw)(const LaneHeights& heights, double* u);
  LaneSteps steps;
};

/// The fastest kernels this processor can run: AVX-512, AVX2 or generic.
const BlockKernels& best_kernels();
/// Whether best_kernels() round a product and a sum once, as AVX-512 and AVX2 do: both give the same bits.
/// The generic ones may round twice; then their proposals differ in the last digits.
bool has_fused_arithmetic();
/// By name ("avx512", "avx2", "generic"), nullptr if the processor or the build lacks them.
const BlockKernels* find_kernels(const char* name);

}  // namespace nereus
