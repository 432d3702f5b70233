#include "generator/flux_unit.hpp"

#include <cmath>
#include <iterator>
#include <map>
#include <sstream>
#include <vector>

namespace nereus {
namespace {

/// A unit word: which factor it belongs to, and its size there.
struct UnitWord {
  std::optional<double> FluxUnit::*factor;
  double size;
};

const std::map<std::string, UnitWord>& unit_words() {
  static const std::map<std::string, UnitWord> words{
      {"cm^2", {&FluxUnit::area_cm2, 1}},  {"m^2", {&FluxUnit::area_cm2, 1e4}},
      {"MeV", {&FluxUnit::energy_mev, 1}}, {"GeV", {&FluxUnit::energy_mev, 1000}},
      {"POT", {&FluxUnit::pot, 1}},
  };
  return words;
}

std::optional<double> positive_number(const std::string& word) {
  std::istringstream stream(word);
  double value = 0;
  if (!(stream >> value) || !stream.eof() || !(value > 0) || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<FluxUnit> parse_flux_unit(const std::string& text) {
  std::istringstream stream(text);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  FluxUnit unit;
  std::size_t i = 0;
  while (i < words.size()) {
    if (words[i] != "per" || ++i == words.size()) return std::nullopt;
    const auto number = positive_number(words[i]);
    if (number && ++i == words.size()) return std::nullopt;
    const auto word = unit_words().find(words[i++]);
    if (word == unit_words().end()) return std::nullopt;
    std::optional<double>& factor = unit.*(word->second.factor);
    if (factor) return std::nullopt;
    factor = number.value_or(1) * word->second.size;
  }
  if (words.empty()) return std::nullopt;
  return unit;
}

}  // namespace nereus
