// Included by one .cpp per instruction set, which defines NEREUS_KERNEL_NAME and NEREUS_VECTOR_FLOATS.
// No library templates in here: a shared inline function compiled for AVX-512 might be the copy that the
// linker keeps for everybody.

#include "surrogate/block_kernels.hpp"

namespace nereus {
namespace {

constexpr std::size_t vector_floats = NEREUS_VECTOR_FLOATS;
typedef float FloatVector __attribute__((vector_size(vector_floats * sizeof(float)), may_alias));
typedef int IntVector __attribute__((vector_size(vector_floats * sizeof(int))));

FloatVector splat(float value) { return FloatVector{} + value; }

FloatVector minimum(FloatVector a, FloatVector b) { return a < b ? a : b; }
FloatVector maximum(FloatVector a, FloatVector b) { return a > b ? a : b; }

/// e^x for |x| <= 80, relative error below 2e-7: 2^n times a polynomial on |x - n ln 2| <= ln2/2
/// (coefficients of Cephes expf, S. Moshier).
FloatVector exponential(FloatVector x) {
  x = minimum(maximum(x, splat(-80.0F)), splat(80.0F));
  const FloatVector magic = splat(12582912.0F);  // 1.5 * 2^23: adding it rounds to an integer
  const FloatVector n = (x * 1.44269504F + magic) - magic;
  const FloatVector r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  FloatVector p = splat(1.9875691500e-4F);
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const IntVector exponent = __builtin_convertvector(n, IntVector);
  const IntVector bits = (exponent + 127) << 23;
  FloatVector power;
  __builtin_memcpy(&power, &bits, sizeof(power));
  return p * power;
}

/// Rows of the result computed together: enough to hide the latency of the multiply-adds, few enough to
/// stay in registers.
constexpr std::size_t tile_rows = 4;

template <std::size_t rows>
void dense_tile(const float* weight, const float* bias, std::size_t inputs, const float* x, float* y) {
  constexpr std::size_t step = 2 * vector_floats;
  for (std::size_t lane = 0; lane < lanes; lane += step) {
    FloatVector sum0[rows], sum1[rows];
    for (std::size_t row = 0; row < rows; ++row) sum0[row] = sum1[row] = splat(bias[row]);
    for (std::size_t input = 0; input < inputs; ++input) {
      const FloatVector* source = reinterpret_cast<const FloatVector*>(x + input * lanes + lane);
      const FloatVector x0 = source[0], x1 = source[1];
      for (std::size_t row = 0; row < rows; ++row) {
        const float w = weight[row * inputs + input];
        sum0[row] += w * x0;
        sum1[row] += w * x1;
      }
    }
    for (std::size_t row = 0; row < rows; ++row) {
      FloatVector* target = reinterpret_cast<FloatVector*>(y + row * lanes + lane);
      target[0] = sum0[row];
      target[1] = sum1[row];
    }
  }
}

void dense(const float* weight, const float* bias, std::size_t inputs, std::size_t outputs, const float* x,
           float* y) {
  std::size_t row = 0;
  for (; row + tile_rows <= outputs; row += tile_rows) {
    dense_tile<tile_rows>(weight + row * inputs, bias + row, inputs, x, y + row * lanes);
  }
  for (; row < outputs; ++row) dense_tile<1>(weight + row * inputs, bias + row, inputs, x, y + row * lanes);
}

void add_silu(const float* y, std::size_t rows, float* h) {
  const FloatVector* source = reinterpret_cast<const FloatVector*>(y);
  FloatVector* target = reinterpret_cast<FloatVector*>(h);
  for (std::size_t i = 0; i < rows * lanes / vector_floats; ++i) {
    target[i] += source[i] / (1.0F + exponential(-source[i]));
  }
}

void exponentiate(const double* weights, std::size_t rows, float* y, double* sums) {
  for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    float* values = y + row * lanes;
    FloatVector* vectors = reinterpret_cast<FloatVector*>(values);
    for (std::size_t i = 0; i < lanes / vector_floats; ++i) vectors[i] = exponential(vectors[i]);
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += weights[row] * double(values[lane]);
  }
}

}  // namespace

extern const BlockKernels NEREUS_KERNEL_SYMBOL;
const BlockKernels NEREUS_KERNEL_SYMBOL = {NEREUS_KERNEL_NAME, dense, add_silu, exponentiate};

}  // namespace nereus
