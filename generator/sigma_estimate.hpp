#pragma once
// The cross section that events stand for.

#include <cstdint>

#include "generator/weight_summary.hpp"

namespace nereus {

/// sigma_flux x cap x sum(weight) / number of proposals, accepted or not.
///
/// After accept-reject the number of proposals is the random one, stopped at the last event asked for: the
/// estimate is then too large by less than (1 - acceptance) / events of itself.
class SigmaEstimate {
 public:
  /// \param sigma_flux  flux-averaged cross section by quadrature, in the unit of the answers
  /// \param cap         what a weight of 1 stands for
  SigmaEstimate(double sigma_flux, double cap) : sigma_flux_(sigma_flux), cap_(cap) {}

  /// \param trials  proposals the event took: itself and those rejected before it
  void add(double weight, std::int64_t trials) {
    ++events_;
    per_trial_.add_zeros(trials - 1);
    per_trial_.add(cap_ * weight);
  }

  double sigma() const { return sigma_flux_ * per_trial_.mean(); }
  double error() const { return sigma_flux_ * per_trial_.mean_error(); }  ///< standard error
  std::int64_t events() const { return events_; }
  std::int64_t trials() const { return per_trial_.events(); }

 private:
  double sigma_flux_, cap_;
  std::int64_t events_ = 0;
  WeightSummary per_trial_;
};

}  // namespace nereus
