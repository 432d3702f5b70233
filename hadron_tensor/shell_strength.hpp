#pragma once
// A shell's distribution in missing energy.

#include <string>
#include <vector>

namespace nereus {

enum class LineShape { delta, gaussian, lorentzian };
/// \throws InputError for an unknown name
LineShape parse_line_shape(const std::string& name);

/// Points of an integral over a broad shell (see ShellStrength::quadrature).
constexpr int strength_points = 24;

/// rho(E_m) of one shell, normalised to 1 over [threshold, infinity): a delta function, or a Gaussian or
/// Lorentzian that is cut at the threshold and scaled up for what the cut removes. The spectroscopic factor
/// is kept beside it and enters none of the functions. Energies in MeV. A Lorentzian falls as 1/E_m^2 and
/// has no mean: only the upper limit of an integral over it makes such an integral finite.
class ShellStrength {
 public:
  /// Points and weights of an integral over E_m.
  struct Quadrature {
    std::vector<double> nodes, weights;
  };

  /// \param centre  of the line, not below the threshold
  /// \param fwhm  full width at half maximum of the uncut line; 0 gives a delta function of any shape
  /// \param threshold  smallest possible missing energy
  /// \param factor  spectroscopic factor, in [0, 1]
  /// \throws InputError for a centre below the threshold, a negative width, a factor outside [0, 1]
  ShellStrength(LineShape shape, double centre, double fwhm, double threshold, double factor);

  /// \return rho(E_m) [MeV^-1], 0 below the threshold
  /// \throws InputError for a delta function, which has no density
  double density(double missing_energy) const;
  /// Integral of rho from the threshold to E_m.
  double cumulative(double missing_energy) const;
  /// E_m below which the share u of the strength lies, 0 < u < 1: the inverse of cumulative().
  /// \throws InputError for u outside (0, 1)
  double quantile(double u) const;

  /// Integrates rho(E_m) f(E_m) from the threshold to `end`, for f smooth in between.
  /// A Gaussian is followed to 8 standard deviations (1e-15 is left out). For an f of size one that varies
  /// over 30 MeV, 24 points leave an error below 1e-6 and 32 points below 1e-8 for lines 1 to 40 MeV wide and
  /// ends up to 300 MeV; 16 points leave 1e-7 for lines 20 MeV wide or more. \param points >= 1 \return
  /// nothing if no strength lies below `end`; one point for a delta function
  Quadrature quadrature(int points, double end) const;

  bool is_delta() const { return shape_ == LineShape::delta; }
  double centre() const { return centre_; }
  double threshold() const { return threshold_; }
  double fwhm() const { return fwhm_; }
  double factor() const { return factor_; }

 private:
  /// Share of the uncut line above E_m.
  double uncut_above(double missing_energy) const;
  double uncut_density(double missing_energy) const;

  LineShape shape_;
  double centre_, fwhm_, threshold_, factor_;
  double kept_ = 1;  ///< share of the uncut line above the threshold
};

}  // namespace nereus
