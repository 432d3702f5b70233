#pragma once
// What samples cost in each use of a surrogate.

#include "validation/subject.hpp"

namespace nereus {

/// CPU seconds per million samples, of one core, flat E_nu.
struct SamplingCost {
  std::int64_t events = 0;  ///< that were timed
  double emulator = 0;      ///< proposals alone: biased
  double weighted = 0;      ///< with the true cross section: importance sampling
  double unweighted = 0;    ///< weight 1 by accept-reject: weighted / acceptance

  static double per_day(double seconds_per_million) { return 86400e6 / seconds_per_million; }
};

/// \param acceptance  of accept-reject, (0, 1]
SamplingCost sampling_cost(const Subject& subject, std::int64_t events, double acceptance,
                           std::uint64_t seed);

}  // namespace nereus
