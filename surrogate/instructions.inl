// What the compilers' vector types lack or translate badly, in the instruction set of the including .cpp
// (NEREUS_VECTOR_FLOATS, whatever more the compiler was allowed to use). The _maskz_ forms are those that g++
// 12 does not warn about.

#include <cstddef>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace nereus {
namespace {

constexpr std::size_t vector_floats = NEREUS_VECTOR_FLOATS, vector_doubles = vector_floats / 2;
typedef float FloatVector __attribute__((vector_size(vector_floats * sizeof(float)), may_alias));
typedef double DoubleVector __attribute__((vector_size(vector_doubles * sizeof(double)), may_alias));
typedef float HalfVector __attribute__((vector_size(vector_doubles * sizeof(float)), may_alias));

/// The lesser, element by element.
FloatVector minimum(FloatVector a, FloatVector b) {
#if NEREUS_VECTOR_FLOATS == 16
  return _mm512_maskz_min_ps(0xFFFF, a, b);
#else
  return a < b ? a : b;
#endif
}

FloatVector maximum(FloatVector a, FloatVector b) {
#if NEREUS_VECTOR_FLOATS == 16
  return _mm512_maskz_max_ps(0xFFFF, a, b);
#else
  return a > b ? a : b;
#endif
}

DoubleVector square_root(DoubleVector x) {
#if NEREUS_VECTOR_FLOATS == 16
  return _mm512_maskz_sqrt_pd(0xFF, x);
#elif NEREUS_VECTOR_FLOATS == 8
  return _mm256_sqrt_pd(x);
#elif defined(__SSE2__)
  return _mm_sqrt_pd(x);
#else
  for (std::size_t i = 0; i < vector_doubles; ++i) x[i] = __builtin_sqrt(x[i]);
  return x;
#endif
}

DoubleVector widen(const float* values) {
#if NEREUS_VECTOR_FLOATS == 16
  return _mm512_maskz_cvtps_pd(0xFF, _mm256_load_ps(values));
#else
  return __builtin_convertvector(*reinterpret_cast<const HalfVector*>(values), DoubleVector);
#endif
}

void narrow(DoubleVector x, float* values) {
#if NEREUS_VECTOR_FLOATS == 16
  _mm256_store_ps(values, _mm512_maskz_cvtpd_ps(0xFF, x));
#else
  *reinterpret_cast<HalfVector*>(values) = __builtin_convertvector(x, HalfVector);
#endif
}

}  // namespace
}  // namespace nereus
