#pragma once
// The four-dimensional histogram of MNLL, and MNLL itself.

#include <cstdint>
#include <vector>

#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Bins of one shell at one energy: cos theta_l and cos theta_N of width 0.2, phi_N of pi/5, omega of 5 MeV
/// up to 50 MeV above threshold, then 25 MeV. \source PAPER.md, MNLL. The bins of omega are chosen there, not
/// known from the paper.
class LikelihoodBins {
 public:
  /// \param threshold  omega where phase space begins: the removal energy [MeV]
  /// \param highest    omega where it ends [MeV]
  LikelihoodBins(double threshold, double highest);

  std::size_t count() const { return (omega_edges_.size() - 1) * per_omega; }
  /// Number of the bin of a point; points at or beyond an end belong to the last bin there.
  std::size_t bin(const PhasePoint& point) const;

 private:
  static constexpr std::size_t cos_bins = 10, phi_bins = 10;
  static constexpr std::size_t per_omega = cos_bins * cos_bins * phi_bins;
  std::vector<double> omega_edges_;
};

/// Probabilities of the bins from a reference histogram. A bin in which the reference is empty is merged with
/// the one before it (at the beginning: the one behind).
class ReferenceHistogram {
 public:
  /// \param content sums of weights, not all zero
  explicit ReferenceHistogram(const std::vector<double>& content);

  /// MNLL(H) = (1/N) sum_b [ln H_b! - H_b ln(H_b^ref/N)], N the content of H, to which H^ref is rescaled.
  /// \param histogram  in the bins of the reference; H! = Gamma(H + 1) where weights make it no whole number
  double mnll(const std::vector<double>& histogram) const;
  /// Bins that were merged with a neighbour.
  std::size_t merged() const { return merged_; }

 private:
  std::vector<std::size_t> target_;  ///< bin that each bin is counted in
  std::vector<double> log_share_;    ///< ln of the part of the reference in it
  std::size_t merged_ = 0;
};

}  // namespace nereus
