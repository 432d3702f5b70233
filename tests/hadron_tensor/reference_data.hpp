#pragma once
// Independent reference calculations (PHYSICS Sec. 11): no multipole or Racah algebra, direct quadrature.

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

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

/// Responses (and shells) of a reference entry with "field_file", "probe" and "shell".
struct ReferenceShell {
  ReferenceShell(const nlohmann::json& entry, const ModelOptions& model)
      : field(reference_field(entry["field_file"])),
        probe(make_probe({entry["probe"].get<std::string>()}, constants)),
        responses(field, probe, model, constants) {
    while (label(responses.shells().at(index)) != entry["shell"]) ++index;
  }
  const ShellTransition& transition() const { return responses.transition(index); }

  PhysicalConstants constants;
  const MeanField& field;
  Probe probe;
  InclusiveResponses responses;
  std::size_t index = 0;
};

}  // namespace nereus
