#pragma once
// Other models of the same nucleus and probe, whose weights the events of a run shall carry.

#include <cstdint>
#include <string>
#include <vector>

#include "base/constants.hpp"
#include "hadron_tensor/model_options.hpp"
#include "meanfield/meanfield_options.hpp"

namespace nereus {

/// The card sections that make a model of a nucleus and a probe.
struct ModelSettings {
  MeanFieldOptions meanfield;
  ModelOptions model;
  PhysicalConstants constants;
};

/// One of `[[variation]]`, or a draw of `[covariance]`.
struct ModelVariation {
  std::string name;  ///< of its weight
  ModelSettings settings;
  std::string difference;  ///< from the card's model, as model_difference
};

/// All of a card.
struct ModelVariations {
  std::vector<ModelVariation> list;  ///< the draws first
  std::int64_t covariance_draws = 0;
  std::string text;  ///< both sections as TOML, presets resolved

  bool empty() const { return list.empty(); }
};

}  // namespace nereus
