#include "generator/missing_energy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace nereus {

DrawnMissingEnergy draw_missing_energy(const ShellStrength& strength, double end, double uniform) {
  constexpr double smallest_room_mev = 1e-6;
  const double open_share = strength.cumulative(end);
  if (!(open_share > 0)) {
    throw InputError(fmt::format(
        "a shell cannot be emptied (its strength begins at {:.3f} MeV of missing energy, the neutrino leaves "
        "{:.3f} MeV); raise e_nu_min_mev",
        strength.threshold(), end));
  }
  if (strength.is_delta()) return {strength.centre(), 0};
  return {std::min(strength.quantile(open_share * uniform), end - smallest_room_mev), std::log(open_share)};
}

}  // namespace nereus
