#include "generator/weight_variation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/error.hpp"

namespace nereus {

void check_weight_name(const std::string& name, const std::vector<std::string>& taken) {
  const bool usable = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '.' || c == '+' || c == '-';
  });
  if (!usable) {
    throw InputError(
        fmt::format("a weight cannot be called '{}' (letters, digits and _ . + - are allowed)", name));
  }
  if (std::find(taken.begin(), taken.end(), name) != taken.end()) {
    throw InputError(fmt::format("two weights are called '{}'; choose another name", name));
  }
}

std::vector<std::string> weight_names(const std::vector<WeightVariation>& variations) {
  std::vector<std::string> names{"CV"};
  for (const WeightVariation& variation : variations) {
    check_weight_name(variation.name, names);
    names.push_back(variation.name);
  }
  return names;
}

void add_ratios(const std::vector<WeightVariation>& variations, std::vector<Event>& events, Threads threads) {
  for (const WeightVariation& variation : variations) {
    const std::vector<double> ratios = variation.ratios(events, threads);
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!std::isfinite(ratios.at(i))) {
        throw InputError(
            fmt::format("weight '{}' of proposal {} is not finite", variation.name, events[i].proposal));
      }
      events[i].ratios.push_back(ratios[i]);
    }
  }
}

}  // namespace nereus
