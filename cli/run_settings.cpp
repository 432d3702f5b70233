#include "cli/run_settings.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/run_card.hpp"
#include "cli/flow_kind.hpp"
#include "cli/preset.hpp"
#include "cli/read_variations.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {
namespace {

/// The one list of card sections: title, purpose, options.
template <class Function>
void for_each_section(RunSettings& settings, Function&& section) {
  section("", "nucleus", settings.target);
  section("meanfield", "who sits in the nucleus, and in which potential", settings.meanfield);
  section("skyrme", "force parameters, used if meanfield.force = \"card\"", settings.meanfield.skyrme);
  section("probe", "what hits the nucleus", settings.probe);
  section("model", "what the nucleus answers", settings.model);
  section("form_factors", "nucleon form factors", settings.model.form_factors);
  section("evaluator", "how the cross section is computed; no part of the model", settings.evaluator);
  section("constants", "constants of nature", settings.constants);
  section("dataset", "training data", settings.dataset);
  section("flow", "shape of the surrogate", settings.flow);
  section("train", "training of the surrogate", settings.train);
  section("generate", "events", settings.generate);
  section("generate", "events", settings.generate_inputs);
  section("generate", "events", settings.exposure);
  section("validate", "what is measured of the surrogate", settings.validate);
  section("validate", "what is measured of the surrogate", settings.measurements);
  section("run", "`nereus run`", settings.run);
}

/// Sections as TOML; `print` turns one options struct into `key = value` lines.
template <class Print>
std::string card_text(RunSettings& settings, bool with_purpose, Print&& print) {
  std::string text, current;
  for_each_section(settings, [&](const std::string& title, const char* purpose, auto& options) {
    if (title != current) {
      text += with_purpose ? fmt::format("\n[{}]  # {}\n", title, purpose) : fmt::format("\n[{}]\n", title);
      current = title;
    }
    text += print(options);
  });
  return text;
}

std::string card_of_sections(const RunSettings& settings) {
  RunSettings copy = settings;
  return card_text(copy, false, [](auto& options) { return canonical_text(options); });
}

RunSettings read_sections(RunCard& card) {
  RunSettings settings;
  for_each_section(settings,
                   [&](const std::string& title, const char*, auto& options) { card.read(title, options); });
  card.refuse_unread();
  return settings;
}

/// What the card says, and what follows from it.
RunSettings complete_settings(RunCard& card) {
  RunSettings settings = read_sections(card);
  tell_place(card.where("", "nucleus") + ": nucleus", [&] { parse_nucleus(settings.target.nucleus); });
  // A card that names a mean-field file and no nucleus means the nucleus in that file.
  if (!settings.meanfield.file.empty() && !card.gives("", "nucleus")) {
    settings.target.nucleus = read_mean_field(settings.meanfield.file).nucleus.name();
  }
  apply_preset(card, settings);
  apply_flow_kind(card, settings);
  tell_place(card.where("flow", "t_embedding"), [&] { check_flow_options(settings.flow); });
  return settings;
}

/// \param source  gives the card afresh: every variation starts from it
RunSettings read_with_variations(const std::function<RunCard()>& source,
                                 const std::vector<std::string>& overwrites) {
  const auto open = [&] {
    RunCard card = source();
    for (const std::string& assignment : overwrites) card.set(assignment, "--set");
    return card;
  };
  RunCard card = open();
  RunCard covariance = card.take("covariance"), variations = card.take("variation");
  RunSettings settings = complete_settings(card);
  if (!covariance.empty()) settings.variations.text = "\n" + covariance.text();
  settings.variations.list = read_covariance(covariance, model_of(settings), card_of_sections(settings),
                                             [](RunCard& drawn) { return model_of(read_sections(drawn)); });
  settings.variations.covariance_draws = static_cast<std::int64_t>(settings.variations.list.size());
  const auto vary = [&](RunCard&& keys) {
    RunCard varied = open();
    varied.take("covariance");
    varied.take("variation");
    varied.overlay(std::move(keys));
    return model_of(complete_settings(varied));
  };
  const std::vector<ModelVariation> draws = settings.variations.list;
  for (ModelVariation& variation : read_variations(variations, model_of(settings), draws, vary)) {
    settings.variations.text += variation_text(variation);
    settings.variations.list.push_back(std::move(variation));
  }
  return settings;
}

/// Sections without defaults.
constexpr const char* variations_text = R"(
# Weights of other models beside "CV", for every event: as many entries as you like, each with a name and the keys
# in which its model differs, and draws of a covariance of parameters. Neither is there by default.
#
# [[variation]]
# name = "MA_1100"
# form_factors.M_A_mev = 1100
#
# [covariance]
# parameters = ["form_factors.M_A_mev", "form_factors.g_A"]  # with axial = "z_expansion": "form_factors.z_a[0]"
# matrix = [[2500, 0], [0, 1e-4]]   # around the values of the card
# draws = 100                       # weights draw_001, draw_002 ...
# seed = 1
# name = "draw"
)";

}  // namespace

void TargetOptions::visit(FieldVisitor& visitor) {
  visitor.field("nucleus", nucleus, "target nucleus: element and mass number, as C12, O16, Ca40");
}

void GenerateInputs::visit(FieldVisitor& visitor) {
  visitor.field("surrogate", surrogate, "surrogate file; empty: the shipped one for nucleus and probe");
  visitor.field("sigma_table", sigma_table, "file with sigma(E_nu); empty: computed afresh");
  visitor.field(
      "allow_foreign_surrogate", allow_foreign_surrogate,
      "a surrogate that was trained for another model may propose (weights stay exact, and scatter more)");
}

void RunOptions::visit(FieldVisitor& visitor) {
  visitor.field("directory", directory, "folder for the files of all stages, relative to where nereus runs");
}

RunSettings read_settings(const std::string& path, const std::vector<std::string>& overwrites) {
  return read_with_variations([&] { return path.empty() ? RunCard() : RunCard::from_file(path); },
                              overwrites);
}

RunSettings read_settings_text(const std::string& text, const std::string& name,
                               const std::vector<std::string>& overwrites) {
  return read_with_variations([&] { return RunCard::from_text(text, name); }, overwrites);
}

void visit_fields(RunSettings& settings,
                  const std::function<FieldVisitor&(const std::string& section)>& visitor_of) {
  for_each_section(settings, [&](const std::string& title, const char*, auto& options) {
    options.visit(visitor_of(title));
  });
}

ModelSettings model_of(const RunSettings& settings) {
  return {settings.meanfield, settings.model, settings.constants};
}

std::string effective_card(const RunSettings& settings) {
  return card_of_sections(settings) + settings.variations.text;
}

std::string annotated_card() {
  RunSettings defaults;
  return "# Run card of nereus: every key with its default. Leave out what you do not change.\n" +
         card_text(defaults, true, [](auto& options) { return annotated_text(options); }) + variations_text;
}

}  // namespace nereus
