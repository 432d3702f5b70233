#include "surrogate/training_time.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/fingerprint.hpp"

namespace nereus {
namespace {

using nlohmann::json;

std::string beside(const std::string& surrogate_path) {
  return std::filesystem::path(surrogate_path).replace_extension(".training.json").string();
}

json json_of(const TrainingTime& time) {
  return {{"cpu_seconds", time.cpu_seconds}, {"wall_seconds", time.wall_seconds}};
}

TrainingTime time_of(const json& record) { return {record.at("cpu_seconds"), record.at("wall_seconds")}; }

}  // namespace

void write_training_times(const std::string& surrogate_path, const TrainingTimes& times) {
  const json record = {{"surrogate_sha256", sha256_of_file(surrogate_path)},
                       {"training", json_of(times.own)},
                       {"from_nothing", json_of(times.from_nothing)}};
  write_text_file(beside(surrogate_path), record.dump(2) + "\n");
}

std::optional<TrainingTimes> read_training_times(const std::string& surrogate_path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(beside(surrogate_path), error)) return std::nullopt;
  try {
    const json record = json::parse(read_text_file(beside(surrogate_path)));
    if (record.at("surrogate_sha256") != sha256_of_file(surrogate_path)) return std::nullopt;
    return TrainingTimes{time_of(record.at("training")), time_of(record.at("from_nothing"))};
  } catch (const json::exception&) {
    return std::nullopt;  // a damaged record says nothing
  }
}

}  // namespace nereus
