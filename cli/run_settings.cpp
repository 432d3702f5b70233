#include "cli/run_settings.hpp"

#include <fmt/format.h>

#include "base/run_card.hpp"
#include "cli/flow_kind.hpp"
#include "cli/preset.hpp"
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

}  // namespace

void TargetOptions::visit(FieldVisitor& visitor) {
  visitor.field("nucleus", nucleus, "target nucleus: element and mass number, as C12, O16, Ca40");
}

void GenerateInputs::visit(FieldVisitor& visitor) {
  visitor.field("surrogate", surrogate, "surrogate file; empty: the shipped one for nucleus and probe");
  visitor.field("sigma_table", sigma_table, "file with sigma(E_nu); empty: computed afresh");
  visitor.field("allow_foreign_surrogate", allow_foreign_surrogate,
                "a surrogate that was trained for another model may propose (weights stay exact, and scatter more)");
}

void RunOptions::visit(FieldVisitor& visitor) {
  visitor.field("directory", directory, "folder for the files of all stages, relative to where nereus runs");
}

RunSettings read_settings(const std::string& path, const std::vector<std::string>& overwrites) {
  RunCard card = path.empty() ? RunCard() : RunCard::from_file(path);
  for (const std::string& assignment : overwrites) card.set(assignment, "--set");
  RunSettings settings;
  for_each_section(settings,
                   [&](const std::string& title, const char*, auto& options) { card.read(title, options); });
  card.refuse_unread();
  // A card that names a mean-field file and no nucleus means the nucleus in that file.
  if (!settings.meanfield.file.empty() && !card.gives("", "nucleus")) {
    settings.target.nucleus = read_mean_field(settings.meanfield.file).nucleus.name();
  }
  apply_preset(card, settings);
  apply_flow_kind(card, settings);
  return settings;
}

std::string effective_card(const RunSettings& settings) {
  RunSettings copy = settings;
  return card_text(copy, false, [](auto& options) { return canonical_text(options); });
}

std::string annotated_card() {
  RunSettings defaults;
  return "# Run card of nereus: every key with its default. Leave out what you do not change.\n" +
         card_text(defaults, true, [](auto& options) { return annotated_text(options); });
}

}  // namespace nereus
