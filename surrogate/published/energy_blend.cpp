#include "surrogate/published/energy_blend.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {

EnergyBlend::EnergyBlend(const std::vector<double>& edges) {
  if (edges.empty() || edges.size() % 2 != 0) {
    throw InputError(
        fmt::format("unusable flow.ranges_mev ({} numbers; two for each model: lowest and highest energy)",
                    edges.size()));
  }
  for (std::size_t i = 0; i < edges.size(); i += 2) {
    const EnergyRange range{edges[i], edges[i + 1]};
    const std::size_t n = ranges_.size();
    const bool empty = !(range.low < range.high);
    const bool disordered = n > 0 && !(range.low > ranges_[n - 1].low && range.low <= ranges_[n - 1].high &&
                                       range.high > ranges_[n - 1].high);
    const bool crowded = n > 1 && range.low < ranges_[n - 2].high;
    if (empty || disordered || crowded) {
      throw InputError(fmt::format(
          "unusable flow.ranges_mev ({} to {} MeV); each range must overlap its neighbours and no others",
          range.low, range.high));
    }
    ranges_.push_back(range);
  }
}

BlendedModels EnergyBlend::models_at(double e_nu) const {
  std::size_t first = 0;
  while (first + 1 < ranges_.size() && e_nu >= ranges_[first].high) ++first;
  const std::size_t second = first + 1;
  if (second == ranges_.size() || e_nu <= ranges_[second].low) return {first, first, 0};
  const double overlap = ranges_[first].high - ranges_[second].low;
  return {first, second, (e_nu - ranges_[second].low) / overlap};
}

}  // namespace nereus
