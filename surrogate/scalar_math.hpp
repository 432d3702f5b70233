#pragma once
// What formulas that serve one event or a vector of events call, for one event. Vectors: vector_math.inl.

#include <cmath>

namespace nereus::real {

using std::abs;
using std::asinh;
using std::atan;
using std::atan2;
using std::exp;
using std::expm1;
using std::log;
using std::log1p;
using std::sinh;
using std::sqrt;

template <class Real>
struct SineCosine {
  Real sine, cosine;
};

inline SineCosine<double> sine_cosine(double x) { return {std::sin(x), std::cos(x)}; }
inline double select(bool condition, double yes, double no) { return condition ? yes : no; }
inline double minimum(double a, double b) { return a < b ? a : b; }
inline double maximum(double a, double b) { return a > b ? a : b; }
inline bool all_of(bool condition) { return condition; }

}  // namespace nereus::real
