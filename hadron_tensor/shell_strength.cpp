#include "hadron_tensor/shell_strength.hpp"

#include <fmt/format.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/error.hpp"

namespace nereus {
namespace {

/// Standard deviations from the centre to which a Gaussian is integrated: 1e-15 lies beyond.
constexpr double gaussian_reach = 8;

/// Standard deviation of a Gaussian from its full width at half maximum.
double standard_deviation(double fwhm) { return fwhm / (2 * std::sqrt(2 * std::log(2.0))); }

}  // namespace

LineShape parse_line_shape(const std::string& name) {
  if (name == "delta") return LineShape::delta;
  if (name == "gaussian") return LineShape::gaussian;
  if (name == "lorentzian") return LineShape::lorentzian;
  throw InputError("unknown line_shape '" + name + "' (known: delta, gaussian, lorentzian)");
}

ShellStrength::ShellStrength(LineShape shape, double centre, double fwhm, double threshold, double factor)
    : shape_(fwhm == 0 ? LineShape::delta : shape),
      centre_(centre),
      fwhm_(shape == LineShape::delta ? 0 : fwhm),
      threshold_(threshold),
      factor_(factor) {
  if (!(centre >= threshold)) {
    throw InputError(
        fmt::format("impossible missing energy (the line's centre {} MeV lies below the threshold "
                    "{} MeV)",
                    centre, threshold));
  }
  if (!(fwhm >= 0)) throw InputError(fmt::format("impossible width {} MeV (it must not be negative)", fwhm));
  if (!(factor >= 0 && factor <= 1)) {
    throw InputError(fmt::format("impossible spectroscopic factor {} (it must lie in 0 ... 1)", factor));
  }
  kept_ = is_delta() ? 1 : uncut_above(threshold);
}

double ShellStrength::uncut_above(double missing_energy) const {
  const double distance = missing_energy - centre_;
  if (shape_ == LineShape::gaussian) return gsl_cdf_gaussian_Q(distance, standard_deviation(fwhm_));
  return std::atan2(fwhm_ / 2, distance) / M_PI;  // keeps its digits far above the centre
}

double ShellStrength::uncut_density(double missing_energy) const {
  const double distance = missing_energy - centre_;
  if (shape_ == LineShape::gaussian) return gsl_ran_gaussian_pdf(distance, standard_deviation(fwhm_));
  const double half = fwhm_ / 2;
  return half / (M_PI * (distance * distance + half * half));
}

double ShellStrength::density(double missing_energy) const {
  if (is_delta()) {
    throw InputError(fmt::format("no density at {} MeV (the strength is a delta function at {} MeV)",
                                 missing_energy, centre_));
  }
  return missing_energy < threshold_ ? 0 : uncut_density(missing_energy) / kept_;
}

double ShellStrength::cumulative(double missing_energy) const {
  if (is_delta()) return missing_energy < centre_ ? 0 : 1;
  return missing_energy < threshold_ ? 0 : 1 - uncut_above(missing_energy) / kept_;
}

double ShellStrength::quantile(double u) const {
  if (!(u > 0 && u < 1)) throw InputError(fmt::format("no quantile at {} (it must lie between 0 and 1)", u));
  if (is_delta()) return centre_;
  const double above = (1 - u) * kept_;
  const double missing_energy = shape_ == LineShape::gaussian
                                    ? centre_ + gsl_cdf_gaussian_Qinv(above, standard_deviation(fwhm_))
                                    : centre_ + fwhm_ / 2 / std::tan(M_PI * above);
  return std::max(missing_energy, threshold_);
}

ShellStrength::Quadrature ShellStrength::quadrature(int points, double end) const {
  if (points < 1) throw InputError(fmt::format("impossible quadrature ({} points)", points));
  Quadrature result;
  if (is_delta()) {
    if (centre_ <= end) result = {{centre_}, {1}};
    return result;
  }
  if (end <= threshold_) return result;
  // E_m = c + scale * x(t). For a Gaussian x = t. For a Lorentzian x = sinh t: its tail is long, and t grows
  // only with the logarithm of it; rho dE_m becomes dt/(pi cosh t), which has no singularity near the real
  // axis.
  const bool gaussian = shape_ == LineShape::gaussian;
  const double scale = gaussian ? standard_deviation(fwhm_) : fwhm_ / 2;
  const auto variable = [&](double energy) {
    const double x = (energy - centre_) / scale;
    return gaussian ? x : std::asinh(x);
  };
  double first = variable(threshold_), last = variable(end);
  if (gaussian) {
    first = std::max(first, -gaussian_reach);
    last = std::min(last, gaussian_reach);
    if (last <= first) return result;  // the line lies far above the end
  }
  const std::unique_ptr<gsl_integration_glfixed_table, decltype(&gsl_integration_glfixed_table_free)> table(
      gsl_integration_glfixed_table_alloc(static_cast<std::size_t>(points)),
      &gsl_integration_glfixed_table_free);
  for (int i = 0; i < points; ++i) {
    double t = 0, weight = 0;
    gsl_integration_glfixed_point(first, last, static_cast<std::size_t>(i), &t, &weight, table.get());
    const double x = gaussian ? t : std::sinh(t);
    const double slope = gaussian ? 1 : std::cosh(t);
    const double missing_energy = centre_ + scale * x;
    result.nodes.push_back(missing_energy);
    result.weights.push_back(weight * scale * slope * uncut_density(missing_energy) / kept_);
  }
  return result;
}

}  // namespace nereus
