#pragma once
// What the measurements of a surrogate are given.

#include <cstdint>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A surrogate beside the truth it is to follow. References: the three must outlive it.
struct Subject {
  const CrossSection& cross_section;
  const TotalCrossSection& total;
  const Surrogate& surrogate;

  std::size_t shells() const { return cross_section.shells().size(); }
  /// The nearest energy at which both surrogate and total cross section are defined [MeV].
  double inside(double e_nu) const;
};

/// \throws InputError if a shell is broad: the definitions hold for shells of one missing energy
void require_sharp_shells(const CrossSection& cross_section);

/// The measurements that draw random numbers.
enum class Measurement : std::int64_t {
  averaged_ratio = 1,
  profiles = 2,
  likelihood = 3,
  spread_origin = 4,
  weight_histogram = 5,
  projections = 6,
  cost = 7
};

/// Number of the first event of a part of a measurement: each part has 2^36 numbers for itself.
/// \param part  below 65536
constexpr std::int64_t first_event(Measurement measurement, std::int64_t part) {
  return (static_cast<std::int64_t>(measurement) << 52) | (part << 36);
}

}  // namespace nereus
