#pragma once
// The inner loops of inference, compiled for several instruction sets and chosen at run time.

#include <cstddef>

namespace nereus {

/// Events are computed together in this many lanes; every lane does the same arithmetic, so a result
/// depends neither on its lane nor on its neighbours. All activations of 32 lanes fit the first caches.
constexpr std::size_t lanes = 32;

/// Arrays are [row][lanes] of 32-bit floats, aligned to 64 bytes.
struct BlockKernels {
  const char* name;
  /// y = W x + b; weight [outputs][inputs].
  void (*dense)(const float* weight, const float* bias, std::size_t inputs, std::size_t outputs,
                const float* x, float* y);
  /// h += silu(y) element by element, silu(y) = y/(1 + e^-y).
  void (*add_silu)(const float* y, std::size_t rows, float* h);
  /// y = e^y in place (arguments clamped to +-80), and sums[lane] = sum_i weights[i] y[i][lane].
  void (*exponentiate)(const double* weights, std::size_t rows, float* y, double* sums);
};

/// The fastest kernels this processor can run: AVX-512, AVX2 or generic.
const BlockKernels& best_kernels();
/// By name ("avx512", "avx2", "generic"), nullptr if the processor or the build lacks them.
const BlockKernels* find_kernels(const char* name);

}  // namespace nereus
