// Included by one .cpp per instruction set, which defines NEREUS_KERNEL_NAME, NEREUS_KERNEL_SYMBOL and
// NEREUS_REGISTERS, the number of vector registers.
// No library templates in here: a shared inline function compiled for AVX-512 might be the copy that the
// linker keeps for everybody.

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "hadron_tensor/table/table_kernel.hpp"

namespace nereus {
namespace {

constexpr int vector_size = 8;
typedef float FloatVector __attribute__((vector_size(vector_size * sizeof(float)), may_alias));

/// sum += weight * values
void add(const std::int16_t* values, float weight, FloatVector& sum) {
#ifdef __AVX2__  // g++ 12 makes twelve instructions of the conversion below
  sum += weight *
         FloatVector(_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(_mm_load_si128(reinterpret_cast<const __m128i*>(values)))));
#else
  typedef std::int16_t ShortVector
      __attribute__((vector_size(vector_size * sizeof(std::int16_t)), may_alias));
  sum += weight * __builtin_convertvector(*reinterpret_cast<const ShortVector*>(values), FloatVector);
#endif
}

/// Sums `vectors` vectors of every row from value `first` on.
template <int first, int vectors, bool with_a0>
void sum_vectors(const Stencil& stencil, float* out) {
  // As many rows in one walk over the nodes as the registers can hold sums of.
  constexpr int together = vectors == 1 || NEREUS_REGISTERS >= 32 ? table_rows : table_rows / 3;
  static_assert(table_rows % together == 0);
  FloatVector total[vectors] = {};
  for (int t0 = 0; t0 < table_rows; t0 += together) {
    FloatVector sum[together][vectors] = {};
    for (int a = 0; a < spline_points; ++a) {
      const TableNode* node = stencil.first + static_cast<std::size_t>(a) * stencil.q_stride;
      for (int b = 0; b < spline_points; ++b, ++node) {
        const float weight = stencil.q[a] * stencil.u[b];
        for (int t = 0; t < together; ++t) {
          const TableRow& row = node->rows[t0 + t];
          const float scaled = weight * (with_a0 ? row.a0_scale() : row.plain_scale);
          for (int i = 0; i < vectors; ++i) add(row.values + first + i * vector_size, scaled, sum[t][i]);
        }
      }
    }
    for (int t = 0; t < together; ++t) {
      for (int i = 0; i < vectors; ++i) total[i] += stencil.t[t0 + t] * sum[t][i];
    }
  }
  for (int i = 0; i < vectors; ++i) __builtin_memcpy(out + first + i * vector_size, &total[i], sizeof(FloatVector));
}

void sum_plain(const Stencil& stencil, float* out) {
  sum_vectors<0, plain_bilinears / vector_size, false>(stencil, out);
}
void sum_a0(const Stencil& stencil, float* out) {
  sum_vectors<plain_bilinears, 1, true>(stencil, out);
}

}  // namespace

extern const StencilKernel NEREUS_KERNEL_SYMBOL;
const StencilKernel NEREUS_KERNEL_SYMBOL = {NEREUS_KERNEL_NAME, sum_plain, sum_a0};

}  // namespace nereus
