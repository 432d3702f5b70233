#include "validation/likelihood_bins.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nereus {
namespace {

std::size_t equal_bin(double value, double low, double width, std::size_t count) {
  const double position = std::max(0.0, (value - low) / width);
  return std::min(count - 1, static_cast<std::size_t>(position));
}

}  // namespace

LikelihoodBins::LikelihoodBins(double threshold, double highest) {
  constexpr double narrow = 5, wide = 25, narrow_range = 50;  // MeV
  double edge = threshold;
  while (edge < highest) {
    omega_edges_.push_back(edge);
    edge += edge < threshold + narrow_range - 1e-9 ? narrow : wide;
  }
  omega_edges_.push_back(std::max(edge, threshold + narrow));
  if (omega_edges_.size() == 1) omega_edges_.insert(omega_edges_.begin(), threshold);
}

std::size_t LikelihoodBins::bin(const PhasePoint& point) const {
  const auto above = std::upper_bound(omega_edges_.begin() + 1, omega_edges_.end() - 1, point.omega);
  const auto omega = static_cast<std::size_t>(above - omega_edges_.begin()) - 1;
  const std::size_t lepton = equal_bin(point.cos_theta_lepton, -1, 2.0 / cos_bins, cos_bins);
  const std::size_t nucleon = equal_bin(point.cos_theta_n, -1, 2.0 / cos_bins, cos_bins);
  const std::size_t phi = equal_bin(point.phi_n, 0, 2 * M_PI / phi_bins, phi_bins);
  return ((omega * cos_bins + lepton) * cos_bins + nucleon) * phi_bins + phi;
}

ReferenceHistogram::ReferenceHistogram(const std::vector<double>& content)
    : target_(content.size()), log_share_(content.size(), 0.0) {
  const double total = std::accumulate(content.begin(), content.end(), 0.0);
  const auto filled = std::find_if(content.begin(), content.end(), [](double x) { return x > 0; });
  auto last = static_cast<std::size_t>(filled - content.begin());
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] > 0) {
      last = i;
      log_share_[i] = std::log(content[i] / total);
    } else {
      ++merged_;
    }
    target_[i] = last;
  }
}

double ReferenceHistogram::mnll(const std::vector<double>& histogram) const {
  std::vector<double> merged(histogram.size(), 0.0);
  for (std::size_t i = 0; i < histogram.size(); ++i) merged[target_[i]] += histogram[i];
  const double events = std::accumulate(merged.begin(), merged.end(), 0.0);
  double sum = 0;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    if (merged[i] > 0) sum += std::lgamma(merged[i] + 1) - merged[i] * log_share_[i];
  }
  return sum / events;
}

}  // namespace nereus
