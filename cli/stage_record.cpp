#include "cli/stage_record.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

using Fingerprints = std::map<std::string, std::string>;

/// Nothing if there is no record or it cannot be understood: then the stage is simply made again.
std::optional<StageRecord> read_record(const std::string& path) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  try {
    const auto json = nlohmann::json::parse(read_text_file(path));
    return StageRecord{json.at("inputs").get<Fingerprints>(), json.at("outputs").get<Fingerprints>()};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

/// Names whose fingerprints differ, or that only one side knows.
std::vector<std::string> differences(const Fingerprints& before, const Fingerprints& now) {
  std::vector<std::string> names;
  for (const auto& [name, fingerprint] : now) {
    const auto found = before.find(name);
    if (found == before.end() || found->second != fingerprint) names.push_back(name);
  }
  for (const auto& entry : before) {
    if (now.count(entry.first) == 0) names.push_back(entry.first);
  }
  return names;
}

std::vector<std::string> names_of(const Fingerprints& fingerprints) {
  std::vector<std::string> names;
  for (const auto& entry : fingerprints) names.push_back(entry.first);
  return names;
}

}  // namespace

StageDecision decide_stage(const std::string& record_path, const std::string& directory,
                           const Fingerprints& inputs) {
  const auto record = read_record(record_path);
  if (!record) return {false, "not made yet"};
  const auto changed = differences(record->inputs, inputs);
  if (!changed.empty()) return {false, join(changed) + " changed"};
  for (const auto& [name, fingerprint] : record->outputs) {
    const std::string path = (std::filesystem::path(directory) / name).string();
    if (!std::filesystem::exists(path)) return {false, fmt::format("{} is missing", name)};
    if (sha256_of_file(path) != fingerprint) return {false, fmt::format("{} was altered", name)};
  }
  return {true, "same " + join(names_of(inputs))};
}

void write_stage_record(const std::string& record_path, const std::string& directory,
                        const Fingerprints& inputs, const std::vector<std::string>& outputs) {
  nlohmann::json json;
  json["inputs"] = inputs;
  json["outputs"] = nlohmann::json::object();
  for (const std::string& name : outputs) {
    json["outputs"][name] = sha256_of_file((std::filesystem::path(directory) / name).string());
  }
  write_text_file(record_path, json.dump(2) + "\n");
}

}  // namespace nereus
