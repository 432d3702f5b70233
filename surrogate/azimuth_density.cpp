#include "surrogate/azimuth_density.hpp"

#include <cmath>

#include "surrogate/knot_grid.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

}  // namespace

AzimuthDensity AzimuthDensity::from_coefficients(double c1_re, double c1_im, double c2_re, double c2_im) {
  // |1 + c1 z + c2 z^2|^2 = norm + 2 Re[(c1 + c2 conj(c1)) z] + 2 Re[c2 z^2],  z = e^{i phi}
  const double norm = 1 + c1_re * c1_re + c1_im * c1_im + c2_re * c2_re + c2_im * c2_im;
  const double scale = 2 * (1 - KnotGrid::floor) / norm;  // the floor keeps zeros out
  AzimuthDensity density;
  density.a1 = scale * (c1_re + c2_re * c1_re + c2_im * c1_im);
  density.b1 = -scale * (c1_im + c2_im * c1_re - c2_re * c1_im);
  density.a2 = scale * c2_re;
  density.b2 = -scale * c2_im;
  return density;
}

double AzimuthDensity::at(double phi) const {
  const double c = std::cos(phi), s = std::sin(phi);
  return (1 + a1 * c + b1 * s + a2 * (c * c - s * s) + b2 * 2 * s * c) / two_pi;
}

double AzimuthDensity::cdf(double phi) const {
  const double c = std::cos(phi), s = std::sin(phi);
  return (phi + a1 * s + b1 * (1 - c) + a2 * s * c + b2 * s * s) / two_pi;
}

double AzimuthDensity::inverse_cdf(double uniform) const {
  double low = 0, high = two_pi, phi = uniform * two_pi;
  // Newton steps that leave the bracket are replaced by bisection, so flat stretches cannot throw it off.
  for (int iteration = 0; iteration < 100; ++iteration) {
    const double excess = cdf(phi) - uniform;
    (excess > 0 ? high : low) = phi;
    const double newton = phi - excess / at(phi);
    const double next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (std::abs(next - phi) <= 1e-15 * two_pi) return next < two_pi ? next : 0;
    phi = next;
  }
  return phi;
}

}  // namespace nereus
