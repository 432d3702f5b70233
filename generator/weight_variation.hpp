#pragma once
// Named weights besides "CV".

#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "generator/event.hpp"

namespace nereus {

/// Another weight of every event: its CV weight times a ratio.
struct WeightVariation {
  std::string name;         ///< letters, digits and _ . + -
  std::string fingerprint;  ///< of everything that determines the ratios
  /// One ratio per event, which depends on that event alone.
  std::function<std::vector<double>(const std::vector<Event>&, Threads)> ratios;
  std::string model{};  ///< for the reader of a file: in what its model differs from that of "CV"
};

/// \throws InputError for an empty or otherwise unusable name, or one that is taken
void check_weight_name(const std::string& name, const std::vector<std::string>& taken);

/// "CV" and the names of the variations.
/// \throws InputError for an empty, repeated or otherwise unusable name
std::vector<std::string> weight_names(const std::vector<WeightVariation>& variations);

/// Fills Event::ratios. \throws InputError for a ratio that is not finite
void add_ratios(const std::vector<WeightVariation>& variations, std::vector<Event>& events, Threads threads);

}  // namespace nereus
