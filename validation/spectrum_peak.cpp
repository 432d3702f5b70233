#include "validation/spectrum_peak.hpp"

#include <Eigen/Dense>
#include <algorithm>

namespace nereus {
namespace {

constexpr double fitted_part = 0.8;
constexpr std::size_t fewest_points = 5;

/// Mean of each point and its two neighbours.
std::vector<double> smoothed(const std::vector<SpectrumPoint>& points) {
  std::vector<double> means(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t first = i > 0 ? i - 1 : i, last = std::min(i + 1, points.size() - 1);
    for (std::size_t k = first; k <= last; ++k) means[i] += points[k].value;
    means[i] /= static_cast<double>(last - first + 1);
  }
  return means;
}

/// Points around the highest one, as far as their means reach the fitted part of its height.
std::vector<SpectrumPoint> top_of(const std::vector<SpectrumPoint>& points) {
  const std::vector<double> means = smoothed(points);
  const auto highest =
      static_cast<std::size_t>(std::distance(means.begin(), std::max_element(means.begin(), means.end())));
  const double enough = fitted_part * means[highest];
  std::size_t first = highest, last = highest;
  while (first > 0 && means[first - 1] >= enough) --first;
  while (last + 1 < points.size() && means[last + 1] >= enough) ++last;
  return {points.begin() + static_cast<std::ptrdiff_t>(first),
          points.begin() + static_cast<std::ptrdiff_t>(last) + 1};
}

}  // namespace

std::optional<SpectrumPeak> find_peak(const std::vector<SpectrumPoint>& points, double omega_min,
                                      double omega_max) {
  std::vector<SpectrumPoint> window;
  for (const SpectrumPoint& point : points)
    if (point.omega >= omega_min && point.omega <= omega_max) window.push_back(point);
  if (window.size() < fewest_points) return std::nullopt;
  const std::vector<SpectrumPoint> top = top_of(window);
  if (top.size() < fewest_points) return std::nullopt;

  const double low = top.front().omega, high = top.back().omega;
  const double middle = (low + high) / 2, scale = (high - low) / 2;
  if (!(scale > 0)) return std::nullopt;
  Eigen::MatrixX3d powers(top.size(), 3);
  Eigen::VectorXd values(top.size());
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const SpectrumPoint& point = top[static_cast<std::size_t>(i)];
    const double x = (point.omega - middle) / scale;
    powers.row(i) = Eigen::RowVector3d(1, x, x * x) / point.error;
    values[i] = point.value / point.error;
  }
  const Eigen::Vector3d c = powers.colPivHouseholderQr().solve(values);
  if (!(c[2] < 0)) return std::nullopt;
  const double vertex = -c[1] / (2 * c[2]);
  if (!(vertex > -1 && vertex < 1)) return std::nullopt;
  return SpectrumPeak{middle + scale * vertex, c[0] + c[1] * vertex / 2};
}

double half_height_below(const std::vector<SpectrumPoint>& points, const SpectrumPeak& peak) {
  for (std::size_t i = points.size(); i-- > 1;) {
    const SpectrumPoint &below = points[i - 1], &above = points[i];
    if (above.omega > peak.omega || below.value > peak.height / 2) continue;
    if (above.value <= peak.height / 2) continue;
    const double share = (peak.height / 2 - below.value) / (above.value - below.value);
    return below.omega + share * (above.omega - below.omega);
  }
  return points.empty() ? peak.omega : points.front().omega;
}

}  // namespace nereus
