#pragma once
// What an unbiased (unit weight) sample costs with a surrogate, and by what is done without one.

#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "cli/physics.hpp"

namespace nereus {

/// One way of drawing events from the same cross section and being accepted with min(w, c)/c, c the 99.99 %
/// quantile of the weights w.
struct SamplingMethod {
  std::string name;
  double acceptance = 0;    ///< E[min(w, c)]/c
  double us_per_trial = 0;  ///< on one core: proposal, cross section, weight
  double samples_per_day() const { return us_per_trial > 0 ? 86400e6 * acceptance / us_per_trial : 0; }
};

/// Events at flat flux over the surrogate's range, both from the shipped surrogate (E_nu from flux times
/// sigma), from uniform proposals in E_nu, omega and angles, and from the grid of GSL's VEGAS. Times are of
/// one thread alone. \param trials  for each method
std::vector<SamplingMethod> time_unbiased_sampling(const RunSettings& settings, const Physics& physics,
                                                   std::size_t trials, Threads threads);

}  // namespace nereus
