#include "hadron_tensor/table/certify.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/error.hpp"
#include "hadron_tensor/table/certificate_points.hpp"

namespace nereus {
namespace {

constexpr std::uint64_t seed = 1;
constexpr double floor_of_maximum = 1e-6;
constexpr std::size_t proposals = 100000;  ///< for the maxima, and to draw from the cross section
constexpr double kept_below_cap = 0.999;   ///< share of the proposals
constexpr std::size_t energy_bins = 64;

/// d4sigma, times Q^4 for electrons: the photon propagator would hide everything but the forward direction.
double compared(const CrossSection& cross_section, const PhasePoint& point, const AzimuthalTerms& terms) {
  const double value = terms.at(point.phi_n);
  if (cross_section.probe().interaction != Interaction::electromagnetic) return value;
  const auto lepton =
      lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, cross_section.probe().lepton_mass);
  return lepton ? value * std::pow(lepton->transfer.Q2(), 2) : 0;
}

std::vector<double> evaluate(const CrossSection& cross_section, std::size_t shell,
                             const std::vector<PhasePoint>& points, Threads threads) {
  const auto terms =
      cross_section.azimuthal_terms(std::vector<std::size_t>(points.size(), shell), points, threads);
  std::vector<double> values(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) values[i] = compared(cross_section, points[i], terms[i]);
  return values;
}

/// Largest d4sigma of the shell by E_nu.
class Maxima {
 public:
  Maxima(double e_nu_min, double e_nu_max) : low_(e_nu_min), width_((e_nu_max - e_nu_min) / energy_bins) {}
  void add(double e_nu, double value) { values_[bin(e_nu)] = std::max(values_[bin(e_nu)], value); }
  double at(double e_nu) const { return values_[bin(e_nu)]; }

 private:
  std::size_t bin(double e_nu) const {
    return std::min(energy_bins - 1, static_cast<std::size_t>(std::max(0.0, (e_nu - low_) / width_)));
  }
  double low_, width_;
  std::vector<double> values_ = std::vector<double>(energy_bins, 0);
};

/// Accept-reject from the proposals along the ridge, with weights from the table: weights above the cap count
/// as the cap.
std::vector<PhasePoint> draw_from_cross_section(const CertificatePoints& source,
                                                const CrossSection& tabulated, std::size_t shell,
                                                std::size_t count, Maxima& maxima, Threads threads) {
  std::vector<PhasePoint> accepted;
  double cap = 0;
  for (std::uint64_t round = 0; accepted.size() < count; ++round) {
    std::vector<PhasePoint> points;
    std::vector<double> weights;
    RandomStream random(seed, StreamPurpose::table, (std::uint64_t{1} << 32) + round);
    for (std::size_t i = 0; i < proposals; ++i) {
      const DrawnPoint drawn = source.along_ridge(random);
      points.push_back(drawn.point);
      weights.push_back(1 / drawn.density);
    }
    const std::vector<double> values = evaluate(tabulated, shell, points, threads);
    for (std::size_t i = 0; i < proposals; ++i) {
      weights[i] *= values[i];
      maxima.add(points[i].e_nu, values[i]);
    }
    if (round == 0) {
      std::vector<double> sorted = weights;
      const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(kept_below_cap * (proposals - 1));
      std::nth_element(sorted.begin(), at, sorted.end());
      cap = *at;
    }
    if (!(cap > 0)) {
      throw ConvergenceError(
          "no certificate (the cross section vanishes at all points tried); use "
          "evaluator.kind = \"direct\"");
    }
    for (std::size_t i = 0; i < proposals && accepted.size() < count; ++i) {
      if (random.uniform() * cap < weights[i]) accepted.push_back(points[i]);
    }
  }
  return accepted;
}

/// Points, and the phase space each stands for: with d4sigma it weighs the point in the rms. None: points
/// drawn with d4sigma, which count alike.
struct PointSet {
  std::string name;
  std::vector<PhasePoint> points;
  std::vector<double> volumes;
  void add(const PhasePoint& point, double volume) {
    points.push_back(point);
    volumes.push_back(volume);
  }
};

CertificateSet compare(const PointSet& list, const std::vector<double>& direct,
                       const std::vector<double>& tabulated, const Maxima& maxima) {
  const std::vector<PhasePoint>& points = list.points;
  CertificateSet set;
  set.name = list.name;
  std::vector<double> deviations;
  double weight = 0, squares = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!(direct[i] > 0) && !(tabulated[i] > 0)) continue;
    const double floor = floor_of_maximum * maxima.at(points[i].e_nu);
    const double deviation = std::abs(tabulated[i] - direct[i]) / std::max(direct[i], floor);
    deviations.push_back(deviation);
    const double counted = list.volumes.empty() ? 1 : list.volumes[i] * direct[i];
    weight += counted;
    squares += counted * deviation * deviation;
    if (direct[i] > floor) {
      ++set.compared;
      set.largest = std::max(set.largest, deviation);
    }
  }
  set.points = static_cast<std::int64_t>(deviations.size());
  if (deviations.empty()) return set;
  set.rms = weight > 0 ? std::sqrt(squares / weight) : 0;
  const auto at =
      deviations.begin() + static_cast<std::ptrdiff_t>(std::ceil(0.9999 * double(deviations.size()))) - 1;
  std::nth_element(deviations.begin(), at, deviations.end());
  set.quantile_9999 = *at;
  return set;
}

}  // namespace

std::vector<CertificateSet> certify(const CrossSection& direct, const CrossSection& tabulated,
                                    const ShellTable& table, std::size_t shell, std::int64_t points,
                                    Threads threads) {
  const CertificatePoints source(tabulated, table, shell);
  const auto count = static_cast<std::size_t>(points);
  Maxima maxima(source.e_nu_min(), source.e_nu_max());
  const PointSet drawn{
      "drawn", draw_from_cross_section(source, tabulated, shell, count, maxima, threads), {}};
  PointSet flat{"flat", {}, {}}, panels{"panels", {}, {}};
  RandomStream random(seed, StreamPurpose::table, std::uint64_t{2} << 32);
  for (std::size_t i = 0; i < count; ++i) flat.add(source.flat(random), 1);
  for (std::size_t i = 0; i < count; ++i) {
    const DrawnPoint point = source.of_any_panel(random);
    panels.add(point.point, 1 / point.density);
  }
  std::vector<CertificateSet> result;
  for (const PointSet& set : {drawn, flat, panels}) {
    const std::vector<double> exact = evaluate(direct, shell, set.points, threads);
    for (std::size_t i = 0; i < count; ++i) maxima.add(set.points[i].e_nu, exact[i]);
    result.push_back(compare(set, exact, evaluate(tabulated, shell, set.points, threads), maxima));
  }
  return result;
}

}  // namespace nereus
