#pragma once
// Do the events give back the cross section they were drawn from?

#include <cstdint>
#include <vector>

#include "validation/weight_sample.hpp"

namespace nereus {

/// Flux-averaged cross section from weighted events beside that from quadrature [fm^2].
struct Closure {
  double sigma_events = 0, sigma_events_error = 0;
  double sigma_quadrature = 0;
  double deviation = 0;  ///< (events - quadrature) / error
  bool passed = false;   ///< |deviation| < closure_limit
};

/// Limit on |deviation| for a false-alarm rate of 1e-6 (two-sided, normal).
constexpr double closure_limit = 4.89;

/// From events drawn from flux x sigma: sigma_quadrature x mean(w) over all proposals, accepted or not.
/// \param weight  of each event: truth / proposal; after accept-reject what it gave, times the cap
/// \param trials  proposals that each event took; empty: one each
/// \throws InputError if there are fewer than 100 weights
Closure check_closure(const std::vector<double>& weight, double sigma_quadrature,
                      const std::vector<std::int64_t>& trials = {});

/// From any sample. As E[w | E_nu, shell] must be 1, sigma_quadrature + mean(contribution x (w - 1)) is the
/// same estimate without the scatter that the energies bring in.
Closure check_closure(const WeightSample& sample);

}  // namespace nereus
