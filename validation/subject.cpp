#include "validation/subject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"

namespace nereus {

double Subject::inside(double e_nu) const {
  const double low = std::max(surrogate.e_nu_min(), total.e_nu_min());
  const double high = std::min(surrogate.e_nu_max(), total.e_nu_max());
  return std::clamp(e_nu, low, high);
}

void require_sharp_shells(const CrossSection& cross_section) {
  for (std::size_t shell = 0; shell < cross_section.shells().size(); ++shell) {
    if (cross_section.strength(shell).is_delta()) continue;
    throw InputError(fmt::format(
        "no page of validation for broad shells ({} has a width; the definitions hold for shells of "
        "one missing energy); set model.width = \"none\", or give --out FILE.json",
        label(cross_section.shells()[shell])));
  }
}

}  // namespace nereus
