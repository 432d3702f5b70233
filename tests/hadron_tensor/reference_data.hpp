#pragma once
// Independent reference calculations (PHYSICS Sec. 11): no multipole or Racah algebra, direct quadrature.

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/responses.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {

inline nlohmann::json reference(const std::string& name) {
  std::ifstream file(std::string(NEREUS_TEST_DATA) + "/reference/" + name);
  return nlohmann::json::parse(file);
}

/// Reference mean field, read once ("fields/C12_SLy4.h5").
inline const MeanField& reference_field(const std::string& name) {
  static std::map<std::string, MeanField> fields;
  const auto found = fields.find(name);
  if (found != fields.end()) return found->second;
  return fields[name] = import_mean_field(std::string(NEREUS_TEST_DATA) + "/reference/" + name);
}

/// Evaluator and responses of one reference field, probe and model, built once.
struct ReferenceModel {
  ReferenceModel(const MeanField& field, const Probe& probe, const ModelOptions& model)
      : evaluator(make_direct_cross_section(field, probe, model, {})), responses(field, probe, model, {}) {}
  std::unique_ptr<CrossSection> evaluator;
  InclusiveResponses responses;
};

inline const ReferenceModel& reference_model(const std::string& field, const std::string& particle,
                                             const ModelOptions& model) {
  static std::map<std::string, std::unique_ptr<ReferenceModel>> models;
  auto& found = models[field + particle + canonical_text(model)];
  if (!found) {
    found = std::make_unique<ReferenceModel>(reference_field(field), make_probe({particle}, {}), model);
  }
  return *found;
}

/// The model and shell of a reference entry with "field_file", "probe", "shell" and, for electrons,
/// "knocked_out".
struct ReferenceShell {
  ReferenceShell(const nlohmann::json& entry, const ModelOptions& options)
      : model(reference_model(entry["field_file"], entry["probe"], options)) {
    std::string wanted = entry["shell"];
    if (entry["probe"] == "electron") wanted = (entry["knocked_out"] == "proton" ? "p:" : "n:") + wanted;
    const Probe& probe = model.evaluator->probe();
    while (probe.shell_label(model.responses.shells().at(index)) != wanted) ++index;
  }
  const ShellTransition& transition() const { return model.responses.transition(index); }
  const CrossSection& evaluator() const { return *model.evaluator; }

  const ReferenceModel& model;
  std::size_t index = 0;
};

}  // namespace nereus
