// Vectors of doubles with the functions of scalar_math.hpp, in the instruction set of the including .cpp
// (NEREUS_VECTOR_FLOATS). Errors of the functions are a few units in the last place.

#include "surrogate/instructions.inl"
#include "surrogate/scalar_math.hpp"

namespace nereus {
namespace {

typedef decltype(DoubleVector{} < DoubleVector{}) LongVector;
typedef unsigned long UnsignedVector __attribute__((vector_size(vector_doubles * sizeof(double))));

/// True or false for each event of a vector.
struct Mask {
  LongVector bits;
  friend Mask operator&(Mask a, Mask b) { return {a.bits & b.bits}; }
  friend Mask operator|(Mask a, Mask b) { return {a.bits | b.bits}; }
};

bool all_of(Mask mask) {
  for (std::size_t i = 0; i < vector_doubles; ++i) {
    if (mask.bits[i] == 0) return false;
  }
  return true;
}

/// A number for each event of a vector.
struct Doubles {
  DoubleVector v;

  Doubles(double value) : v(DoubleVector{} + value) {}
  Doubles(DoubleVector vector) : v(vector) {}
  static Doubles load(const double* values) { return *reinterpret_cast<const DoubleVector*>(values); }
  static Doubles load(const float* values) { return widen(values); }
  void store(double* values) const { *reinterpret_cast<DoubleVector*>(values) = v; }
  void store(float* values) const { narrow(v, values); }
  Doubles operator-() const { return -v; }
  friend Doubles operator+(Doubles a, Doubles b) { return a.v + b.v; }
  friend Doubles operator-(Doubles a, Doubles b) { return a.v - b.v; }
  friend Doubles operator*(Doubles a, Doubles b) { return a.v * b.v; }
  friend Doubles operator/(Doubles a, Doubles b) { return a.v / b.v; }
  friend Mask operator<(Doubles a, Doubles b) { return {a.v < b.v}; }
  friend Mask operator>(Doubles a, Doubles b) { return {a.v > b.v}; }
  friend Mask operator<=(Doubles a, Doubles b) { return {a.v <= b.v}; }
};

Doubles select(Mask mask, Doubles yes, Doubles no) { return mask.bits ? yes.v : no.v; }
Doubles minimum(Doubles a, Doubles b) { return a.v < b.v ? a.v : b.v; }
Doubles maximum(Doubles a, Doubles b) { return a.v > b.v ? a.v : b.v; }
Doubles abs(Doubles x) { return maximum(x, -x); }

LongVector bits_of(Doubles x) {
  LongVector bits;
  __builtin_memcpy(&bits, &x.v, sizeof(bits));
  return bits;
}

Doubles from_bits(LongVector bits) {
  DoubleVector v;
  __builtin_memcpy(&v, &bits, sizeof(v));
  return v;
}

Doubles sqrt(Doubles x) { return square_root(x.v); }

/// Adding it rounds to an integer, which then stands in the lowest bits: 1.5 * 2^52.
constexpr double rounding_magic = 6755399441055744.0;

/// x = n ln 2 + r, |r| <= ln2/2.
struct ExponentialParts {
  Doubles scale;  ///< 2^n
  Doubles rest;   ///< e^r - 1
};

/// Polynomial with its highest coefficient first.
template <std::size_t count>
Doubles polynomial(Doubles x, const double (&coefficients)[count]) {
  Doubles sum = coefficients[0];
  for (std::size_t i = 1; i < count; ++i) sum = sum * x + coefficients[i];
  return sum;
}

ExponentialParts split_exponential(Doubles x) {
  x = minimum(maximum(x, -700), 700);
  const Doubles shifted = x * 1.44269504088896340736 + rounding_magic, n = shifted - rounding_magic;
  const Doubles r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  // Taylor: the first term left out is below 1e-17.
  constexpr double inverse_factorials[] = {1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0,
                                           1 / 362880.0,     1 / 40320.0,     1 / 5040.0,     1 / 720.0,
                                           1 / 120.0,        1 / 24.0,        1 / 6.0,        1 / 2.0};
  return {from_bits((bits_of(shifted) << 52) + bits_of(1)), polynomial(r, inverse_factorials) * r * r + r};
}

Doubles exp(Doubles x) {
  const ExponentialParts e = split_exponential(x);
  return e.scale * e.rest + e.scale;
}

Doubles expm1(Doubles x) {
  const ExponentialParts e = split_exponential(x);
  return e.scale * e.rest + (e.scale - 1);
}

/// For normal x > 0. \source fdlibm, e_log.c (Sun Microsystems, 1993)
Doubles log(Doubles x) {
  constexpr long root_half = 0x3FE6A09E667F3BCD, one = 0x3FF0000000000000, mantissa = 0x000FFFFFFFFFFFFF;
  // x = 2^k m with sqrt(1/2) <= m < sqrt(2)
  const LongVector shifted = bits_of(x) + (one - root_half);
  const LongVector biased = LongVector(UnsignedVector(shifted) >> 52);  // k + 1023
  const Doubles m = from_bits((shifted & mantissa) + root_half);
  const Doubles k = from_bits(bits_of(rounding_magic) + biased) - (rounding_magic + 1023);
  const Doubles f = m - 1, s = f / (2 + f), half_square = 0.5 * f * f;
  const Doubles z = s * s;
  const Doubles r =
      z * polynomial(z, {1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01,
                         2.222219843214978396e-01, 2.857142874366239149e-01, 3.999999999940941908e-01,
                         6.666666666666735130e-01});
  return k * 6.93147180369123816490e-01 -
         ((half_square - (s * (half_square + r) + k * 1.90821492927058770002e-10)) - f);
}

/// For x > -1, with the rounding error of 1 + x made good.
Doubles log1p(Doubles x) {
  const Doubles sum = 1 + x;
  return log(sum) + (x - (sum - 1)) / sum;
}

Doubles sinh(Doubles x) {
  const Doubles rise = expm1(x);
  return 0.5 * (rise + rise / (1 + rise));
}

/// For x >= 0.
Doubles asinh(Doubles x) {
  const Doubles square = x * x;
  return log1p(x + square / (1 + sqrt(1 + square)));
}

/// For y >= 0. \source Cephes, atan.c (S. Moshier)
Doubles atan2(Doubles y, Doubles x) {
  const Doubles size = abs(x);
  const Mask is_steep = y > 2.41421356237309504880 * size, is_flat = y <= 0.66 * size;
  const Doubles start = select(is_flat, 0, select(is_steep, 1.57079632679489661923, 0.78539816339744830962));
  const Doubles t = select(is_flat, y, select(is_steep, -size, y - size)) /
                    select(is_flat, size, select(is_steep, y, y + size));
  const Doubles z = t * t;
  const Doubles above =
      polynomial(z, {-8.750608600031904122785e-1, -1.615753718733365076637e1, -7.500855792314704667340e1,
                     -1.228866684490136173410e2, -6.485021904942025371773e1});
  const Doubles below =
      polynomial(z, {1, 2.485846490142306297962e1, 1.650270098316988542046e2, 4.328810604912902668951e2,
                     4.853903996359136964868e2, 1.945506571482613964425e2});
  const Doubles angle = start + (t * z * above / below + t);
  return select(x < 0, 3.14159265358979323846 - angle, angle);
}

Doubles atan(Doubles x) {
  const Doubles angle = atan2(abs(x), 1);
  return select(x < 0, -angle, angle);
}

/// For |x| up to some thousands. \source Cephes, sin.c (S. Moshier); pi/2 in two parts from fdlibm
real::SineCosine<Doubles> sine_cosine(Doubles x) {
  const Doubles shifted = x * 0.63661977236758134308 + rounding_magic, n = shifted - rounding_magic;
  const Doubles r = (x - n * 1.57079632673412561417) - n * 6.07710050650619224932e-11, z = r * r;
  const Doubles sine =
      polynomial(z, {1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6,
                     -1.98412698295895385996e-4, 8.33333333332211858878e-3, -1.66666666666666307295e-1}) *
          z * r +
      r;
  const Doubles cosine =
      polynomial(z, {-1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7,
                     2.48015872888517045348e-5, -1.38888888888730564116e-3, 4.16666666666665929218e-2}) *
          z * z +
      (1 - 0.5 * z);
  const LongVector quadrant = bits_of(shifted);
  const Mask is_swapped{(quadrant & 1) != 0};
  const LongVector sine_sign = (quadrant & 2) << 62, cosine_sign = ((quadrant + 1) & 2) << 62;
  return {from_bits(bits_of(select(is_swapped, cosine, sine)) ^ sine_sign),
          from_bits(bits_of(select(is_swapped, sine, cosine)) ^ cosine_sign)};
}

}  // namespace
}  // namespace nereus
