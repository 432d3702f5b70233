#pragma once
// Do the events give back the cross section they were drawn from?

#include <string>

#include "validation/effective_sample_size.hpp"

namespace nereus {

/// Flux-averaged cross section from weighted events beside that from quadrature [fm^2].
struct Closure {
  double sigma_events = 0, sigma_events_error = 0;
  double sigma_quadrature = 0;
  double deviation = 0;  ///< (events - quadrature) / error
  bool passed = false;   ///< |deviation| < limit
};

/// Two-sided limit on |deviation| for a false-alarm rate of 1e-6: 4.89 standard errors.
constexpr double closure_limit = 4.89;

/// \param weight           weights of events drawn from flux x sigma
/// \param sigma_quadrature flux-averaged cross section by quadrature [fm^2]
/// \throws InputError if there are fewer than 100 weights
Closure check_closure(const std::vector<double>& weight, double sigma_quadrature);

}  // namespace nereus
