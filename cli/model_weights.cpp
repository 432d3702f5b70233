#include "cli/model_weights.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "generator/reweighting.hpp"
#include "meanfield/make_mean_field.hpp"

namespace nereus {
namespace {

/// Mean fields by what they are made from: each is solved once.
class MeanFields {
 public:
  MeanFields(const RunSettings& settings, const MeanField& own) : nucleus_(own.nucleus) {
    fields_.emplace(key({settings.meanfield, settings.model, settings.constants}), own);
  }

  const MeanField& get(const ModelSettings& model) {
    const std::string text = key(model);
    const auto found = fields_.find(text);
    if (found != fields_.end()) return found->second;
    return fields_.emplace(text, make_mean_field(nucleus_, model.meanfield, model.constants)).first->second;
  }

 private:
  static std::string key(const ModelSettings& model) {
    return canonical_text(model.meanfield) + canonical_text(model.meanfield.skyrme) +
           canonical_text(model.constants);
  }

  Nucleus nucleus_;
  std::map<std::string, MeanField> fields_;
};

}  // namespace

std::vector<WeightVariation> make_model_weights(const RunSettings& settings, Physics& physics,
                                                Threads threads) {
  std::vector<WeightVariation> weights;
  if (settings.variations.empty()) return weights;
  const ModelSupport own = support_of(*physics.cross_section, settings.model.q_max());
  MeanFields fields(settings, physics.field);
  for (const ModelVariation& variation : settings.variations.list) {
    const ModelSettings& varied = variation.settings;
    const MeanField& field = fields.get(varied);
    const Probe probe = make_probe(settings.probe, varied.constants);
    std::unique_ptr<CrossSection> evaluator =
        make_direct_cross_section(field, probe, varied.model, varied.constants);
    const std::string missing = missing_support(own, support_of(*evaluator, varied.model.q_max()));
    if (!missing.empty()) {
      throw InputError(
          fmt::format("variation '{}' cannot be a weight of these events ({})", variation.name, missing));
    }
    if (settings.evaluator.kind != "direct") {
      evaluator = make_cross_section({field, probe, varied.model, varied.constants}, settings.evaluator,
                                     threads, physics.tables);
    }
    weights.push_back(make_weight(variation.name, own, std::move(evaluator), variation.difference));
  }
  return weights;
}

}  // namespace nereus
