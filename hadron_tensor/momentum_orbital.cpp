#include "hadron_tensor/momentum_orbital.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "hadron_tensor/coulomb_functions.hpp"

namespace nereus {
namespace {

/// The orbital lives within some 8 fm: over a step its phases p r change by 0.16 at most, and eight points
/// interpolate to 1e-9.
constexpr double table_step = 0.02;  // [fm^-1]
constexpr int table_points = 1001;
constexpr int stencil = 8;
/// The trapezoid rule needs no more (all integrands vanish smoothly).
constexpr double quadrature_step = 0.1;  // [fm]

/// Weights of Lagrange's polynomial through 0 ... 7 at x.
std::array<double, stencil> lagrange_weights(double x) {
  std::array<double, stencil> weights;
  for (int i = 0; i < stencil; ++i) {
    weights[i] = 1;
    for (int j = 0; j < stencil; ++j) {
      if (j != i) weights[i] *= (x - j) / (i - j);
    }
  }
  return weights;
}

}  // namespace

MomentumOrbital::MomentumOrbital(const MeanField& field, const BoundOrbital& orbital) : l_(orbital.shell.l) {
  const auto stride =
      std::max<Eigen::Index>(1, static_cast<Eigen::Index>(quadrature_step / field.step + 1e-9));
  const Eigen::Index count = (field.points - 1) / stride;
  step_ = static_cast<double>(stride) * field.step;
  radii_ = Eigen::ArrayXd::LinSpaced(count, 1, static_cast<double>(count)) * step_;
  u_.resize(count);
  for (Eigen::Index i = 0; i < count; ++i) u_[i] = orbital.u[(i + 1) * stride];
  for (int i = 0; i < table_points; ++i) table_.push_back(transform(i * table_step));
}

double MomentumOrbital::transform(double p) const {
  const double p_safe = std::max(p, 1e-6);  // j_l(pr) ~ (pr)^l: the limit p -> 0 is smooth
  const Eigen::ArrayXXd F = coulomb_F(0, p_safe, radii_, l_);
  return 4 * M_PI * (F.row(l_).transpose() * u_).sum() * step_ / p_safe;
}

/// Continued to p < 0, where the transform has the parity of l.
double MomentumOrbital::tabulated(int i) const {
  const double value = table_[static_cast<std::size_t>(std::abs(i))];
  return i < 0 && l_ % 2 == 1 ? -value : value;
}

double MomentumOrbital::operator()(double p) const {
  const double position = p / table_step;
  if (position > table_points - 1 - stencil / 2) return transform(p);
  const int first = static_cast<int>(position) - (stencil / 2 - 1);
  const std::array<double, stencil> weights = lagrange_weights(position - first);
  double value = 0;
  for (int i = 0; i < stencil; ++i) value += weights[i] * tabulated(first + i);
  return value;
}

}  // namespace nereus
