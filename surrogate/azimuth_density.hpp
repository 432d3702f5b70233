#pragma once
// Density of the nucleon's azimuth: the cross section has harmonics up to 2 and so has this.

#include "surrogate/scalar_math.hpp"

namespace nereus::real {

/// q(phi) = (1 + a1 cos phi + b1 sin phi + a2 cos 2phi + b2 sin 2phi) / 2 pi, positive by construction:
/// every positive trigonometric polynomial of degree 2 is |1 + c1 e^{i phi} + c2 e^{2 i phi}|^2 up to its
/// norm (Fejer-Riesz). For one event (Real = double) or for a vector of events.
template <class Real>
struct AzimuthDensity {
  static constexpr double two_pi = 6.28318530717958647693;
  static constexpr double floor = 1e-4;  ///< share of the uniform density: keeps zeros out
  Real a1, b1, a2, b2;

  /// \param c1_re, c1_im, c2_re, c2_im any real numbers
  static AzimuthDensity from_coefficients(Real c1_re, Real c1_im, Real c2_re, Real c2_im) {
    // |1 + c1 z + c2 z^2|^2 = norm + 2 Re[(c1 + c2 conj(c1)) z] + 2 Re[c2 z^2],  z = e^{i phi}
    const Real norm = 1 + c1_re * c1_re + c1_im * c1_im + c2_re * c2_re + c2_im * c2_im;
    const Real scale = 2 * (1 - floor) / norm;
    return {scale * (c1_re + c2_re * c1_re + c2_im * c1_im), -scale * (c1_im + c2_im * c1_re - c2_re * c1_im),
            scale * c2_re, -scale * c2_im};
  }
  /// [rad^-1]
  Real at(Real phi) const { return at(sine_cosine(phi)); }
  /// Integral from 0 to phi in [0, 2 pi].
  Real cdf(Real phi) const { return cdf(phi, sine_cosine(phi)); }
  /// phi in [0, 2 pi) with cdf(phi) = uniform.
  Real inverse_cdf(Real uniform) const {
    Real low = 0, high = two_pi, phi = uniform * two_pi;
    auto found = phi < low;
    // Newton steps that leave the bracket are replaced by bisection, so flat stretches cannot throw it off.
    for (int iteration = 0; iteration < 100 && !all_of(found); ++iteration) {
      const SineCosine<Real> z = sine_cosine(phi);
      const Real excess = cdf(phi, z) - uniform, newton = phi - excess / at(z);
      high = select(excess > 0, phi, high);
      low = select(excess > 0, low, phi);
      const auto is_inside = (newton > low) & (newton < high);
      const Real next = select(is_inside, newton, 0.5 * (low + high));
      // The error of a Newton step is of the order of its square. What is found stays as it is, however long
      // its neighbours in a vector take.
      const auto is_last = abs(next - phi) <= select(is_inside, Real(1e-8), Real(1e-15 * two_pi));
      phi = select(found, phi, next);
      found = found | is_last;
    }
    return select(phi < two_pi, phi, Real(0));
  }

 private:
  Real at(const SineCosine<Real>& z) const {
    const Real c = z.cosine, s = z.sine;
    return (1 + a1 * c + b1 * s + a2 * (c * c - s * s) + b2 * 2 * s * c) / two_pi;
  }
  Real cdf(Real phi, const SineCosine<Real>& z) const {
    const Real c = z.cosine, s = z.sine;
    return (phi + a1 * s + b1 * (1 - c) + a2 * s * c + b2 * s * s) / two_pi;
  }
};

}  // namespace nereus::real
