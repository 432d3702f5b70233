#pragma once
// Density of the nucleon's azimuth: the cross section has harmonics up to 2 and so has this.

namespace nereus {

/// q(phi) = (1 + a1 cos phi + b1 sin phi + a2 cos 2phi + b2 sin 2phi) / 2 pi, positive by construction:
/// every positive trigonometric polynomial of degree 2 is |1 + c1 e^{i phi} + c2 e^{2 i phi}|^2 up to its
/// norm (Fejer-Riesz).
struct AzimuthDensity {
  double a1 = 0, b1 = 0, a2 = 0, b2 = 0;

  /// \param c1_re, c1_im, c2_re, c2_im any real numbers
  static AzimuthDensity from_coefficients(double c1_re, double c1_im, double c2_re, double c2_im);
  /// [rad^-1]
  double at(double phi) const;
  /// Integral from 0 to phi in [0, 2 pi].
  double cdf(double phi) const;
  /// phi in [0, 2 pi) with cdf(phi) = uniform.
  double inverse_cdf(double uniform) const;
};

}  // namespace nereus
