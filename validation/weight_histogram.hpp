#pragma once
// Distribution of the weights, of the surrogate and of uniform proposals.

#include <vector>

#include "validation/subject.hpp"

namespace nereus {

/// Fraction of the events in equal bins of log10(w); the first and last bin hold what lies beyond, the first
/// one also w = 0.
struct WeightHistogram {
  std::vector<double> edges;  ///< of log10(w)
  std::vector<double> surrogate, uniform;
};

/// E_nu flat over the range of the surrogate, every shell equally often.
WeightHistogram weight_histogram(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                 Threads threads);

}  // namespace nereus
