#pragma once
// How much the named weights of a run differ: in sigma and in distributions.

#include <optional>
#include <string>
#include <vector>

#include "generator/generation_summary.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"
#include "generator/sigma_estimate.hpp"
#include "generator/weight_summary.hpp"

namespace nereus {

/// Takes the events of a run in order. Cross sections per nucleus, averaged over the flux:
/// dsigma/dx of a weight = sigma_flux(CV) x cap x sum of the weight in a bin / trials / width of the bin.
class WeightSpread {
 public:
  explicit WeightSpread(const RunHeader& header);
  void add(const std::vector<RecordedEvent>& events);

  /// All weights but "CV".
  std::vector<NamedWeightSummary> weights() const;
  /// Nothing for fewer than two weights.
  std::optional<WeightBand> band() const;
  /// PREFIX.variations.json: sigma and distributions of every weight, mean and rms of the band.
  std::string json() const;

 private:
  /// Sums of all weights in the bins of one variable.
  struct Distribution {
    std::string name;
    double low = 0, high = 0;
    double (*value)(const RecordedEvent&) = nullptr;
    std::vector<std::vector<double>> sums;  ///< [weight][bin]
    std::vector<double> cv_squares;         ///< [bin]
  };
  /// Weights whose scatter the band is: draws of a covariance or, without one, all but "CV".
  std::size_t band_size() const;
  double per_bin(const Distribution& distribution) const;

  RunHeader header_;
  std::vector<SigmaEstimate> sigmas_;
  std::vector<WeightSummary> summaries_;
  std::vector<bool> differs_;  ///< from "CV"
  std::vector<Distribution> distributions_;
};

}  // namespace nereus
