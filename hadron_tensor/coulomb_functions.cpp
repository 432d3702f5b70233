#include "hadron_tensor/coulomb_functions.hpp"

#include <fmt/format.h>
#include <gsl/gsl_sf_coulomb.h>
#include <gsl/gsl_sf_gamma.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/gsl_errors.hpp"

namespace nereus {
namespace {

constexpr double series_reach = 1.0;  // rho up to which the power series of F_0 is used

struct ValueAndSlope {
  double value = 0, slope = 0;  // slope with respect to rho
};

/// C_0(eta): F_0 = C_0 rho (1 + eta rho + ...).
double gamow_factor(double eta) {
  if (eta == 0) return 1;
  const double x = 2 * M_PI * eta;
  return std::sqrt(x / std::expm1(x));
}

/// Power series of F_0 about rho = 0; used for small rho, where its terms do not cancel.
/// \source DLMF 33.6.1-33.6.3 with l = 0
ValueAndSlope F0_near_origin(double eta, double rho) {
  double before = 1, last = eta;  // A_1, A_2
  double value = rho * (1 + eta * rho);
  double slope = 1 + 2 * eta * rho;
  double power = rho * rho;  // rho^(n-1)
  for (int n = 3; n < 200; ++n) {
    const double next = (2 * eta * last - before) / ((n - 1.0) * n);
    slope += n * next * power;
    power *= rho;
    const double term = next * power;
    value += term;
    before = last;
    last = next;
    if (n > 6 && std::abs(term) < 1e-17 * std::abs(value) && std::abs(before * power) < 1e-17) break;
  }
  const double C0 = gamow_factor(eta);
  return {C0 * value, C0 * slope};
}

/// Continues a solution of y'' = (2 eta/rho - 1) y from rho to rho + step by its Taylor series.
/// With a_n the coefficients about rho:
///   rho (n+1)(n+2) a_{n+2} = (2 eta - rho) a_n - a_{n-1} - n (n+1) a_{n+1}.
ValueAndSlope continue_taylor(ValueAndSlope y, double eta, double rho, double step) {
  double a0 = 0, a1 = y.value, a2 = y.slope * step;  // a_{n-1}, a_n, a_{n+1} times step^index
  double value = a1 + a2;
  double slope = a2;
  const double ratio = step / rho;
  const double diagonal = (2 * eta - rho) * step * ratio;
  const double sub = step * step * ratio;
  const double scale = std::abs(y.value) + std::abs(y.slope);
  int quiet = 0;
  for (int n = 0; n < 400; ++n) {
    const double a3 = (diagonal * a1 - sub * a0 - n * (n + 1.0) * ratio * a2) / ((n + 1.0) * (n + 2.0));
    value += a3;
    slope += (n + 2) * a3;
    a0 = a1;
    a1 = a2;
    a2 = a3;
    quiet = std::abs((n + 2) * a3) < 1e-17 * scale * step ? quiet + 1 : 0;
    if (quiet == 3) break;
  }
  return {value, slope / step};
}

/// Where downward recursion starts: F_l has fallen so far below the turning point l = rho that the start
/// values do not matter (l_max is always reached: beyond it F_l vanishes in double precision).
int miller_start(double rho) { return static_cast<int>(rho) + 34 + static_cast<int>(6 * std::cbrt(rho + 1)); }

}  // namespace

Eigen::ArrayXXd coulomb_F(double eta, double k, const Eigen::ArrayXd& radii, int l_max) {
  const Eigen::Index columns = radii.size();
  Eigen::ArrayXXd F(l_max + 1, columns);
  // Recursion R_l F_{l-1} = (S_l + S_{l+1}) F_l - R_{l+1} F_{l+1} (DLMF 33.4), divided by R_l.
  const int l_top = miller_start(k * radii[columns - 1]);
  std::vector<double> inverse_R(l_top + 1), R_ratio(l_top + 1), S_sum(l_top + 1);
  for (int l = 1; l <= l_top; ++l) {
    inverse_R[l] = l / std::hypot(l, eta);
    R_ratio[l] = std::hypot(l + 1, eta) / (l + 1) * inverse_R[l];
    S_sum[l] = (eta / l + eta / (l + 1)) * inverse_R[l];
  }
  ValueAndSlope F0;
  double rho_last = 0;
  for (Eigen::Index i = 0; i < columns; ++i) {
    const double rho = k * radii[i];
    if (rho <= series_reach) {
      F0 = F0_near_origin(eta, rho);
    } else {
      if (rho_last < series_reach) {
        rho_last = series_reach;
        F0 = F0_near_origin(eta, rho_last);
      }
      while (rho_last < rho) {
        // Steps of at most half the radius keep the Taylor series well inside its circle.
        const double step = std::min({rho - rho_last, 0.5 * rho_last, 2.0});
        F0 = continue_taylor(F0, eta, rho_last, step);
        rho_last = rho - rho_last - step < 1e-13 * rho ? rho : rho_last + step;
      }
    }
    rho_last = rho;
    const double inverse_rho = 1 / rho;
    const double F1 = ((eta + inverse_rho) * F0.value - F0.slope) / std::sqrt(1 + eta * eta);
    F(0, i) = F0.value;
    if (l_max == 0) continue;
    const int top = miller_start(rho);
    double above = 0, here = 1e-100;
    double f1 = 0;
    for (int l = top; l > 0; --l) {
      if (l <= l_max) F(l, i) = here;
      if (l == 1) f1 = here;
      const double T = S_sum[l] + (2 * l + 1) * inverse_rho * inverse_R[l];
      const double below = T * here - R_ratio[l] * above;
      above = here;
      here = below;
      if (std::abs(here) > 1e100) {  // keep the recursion inside the range of doubles
        const double shrink = 1e-100;
        here *= shrink;
        above *= shrink;
        f1 *= shrink;
        for (int m = l; m <= std::min(l_max, top); ++m) F(m, i) *= shrink;
      }
    }
    const double scale = (F0.value * here + F1 * f1) / (here * here + f1 * f1);
    const int filled = std::min(l_max, top);
    for (int l = 1; l <= filled; ++l) F(l, i) *= scale;
    for (int l = filled + 1; l <= l_max; ++l) F(l, i) = 0;
  }
  return F;
}

Eigen::ArrayXd coulomb_G(double eta, double rho, int l_max) {
  use_gsl_return_values();
  gsl_sf_result F, Fp, G, Gp;
  double exp_F = 0, exp_G = 0;
  const int status = gsl_sf_coulomb_wave_FG_e(eta, rho, 0, 0, &F, &Fp, &G, &Gp, &exp_F, &exp_G);
  const double wronskian = Fp.val * G.val - F.val * Gp.val;
  if (status != GSL_SUCCESS || exp_G != 0 || !(std::abs(wronskian - 1) < 1e-8)) {
    throw ConvergenceError(fmt::format(
        "no Coulomb function G_0 at eta = {:.4g}, rho = {:.4g} (the matching radius lies inside the "
        "Coulomb barrier)",
        eta, rho));
  }
  Eigen::ArrayXd result(l_max + 1);
  result[0] = G.val;
  if (l_max == 0) return result;
  result[1] = ((eta + 1 / rho) * G.val - Gp.val) / std::sqrt(1 + eta * eta);
  for (int l = 1; l < l_max; ++l) {
    const double R = std::sqrt(1 + eta * eta / (double(l) * l));
    const double R_next = std::sqrt(1 + eta * eta / ((l + 1.0) * (l + 1.0)));
    const double T = (2 * l + 1) / rho + eta / l + eta / (l + 1);
    result[l + 1] = (T * result[l] - R * result[l - 1]) / R_next;
  }
  return result;
}

std::vector<std::complex<double>> coulomb_phase_factors(double eta, int l_max) {
  gsl_sf_result log_modulus, argument;
  gsl_sf_lngamma_complex_e(1, eta, &log_modulus, &argument);
  std::vector<std::complex<double>> phases(l_max + 1);
  phases[0] = std::polar(1.0, argument.val);
  for (int l = 1; l <= l_max; ++l) {
    const double modulus = std::hypot(l, eta);
    phases[l] = phases[l - 1] * std::complex<double>(l / modulus, eta / modulus);
  }
  return phases;
}

}  // namespace nereus
