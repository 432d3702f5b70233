#include "surrogate/training_time.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/fingerprint.hpp"

namespace nereus {
namespace {

std::string beside(const std::string& surrogate_path) {
  return std::filesystem::path(surrogate_path).replace_extension(".training.json").string();
}

}  // namespace

void write_training_time(const std::string& surrogate_path, const TrainingTime& time) {
  const nlohmann::json record = {{"surrogate_sha256", sha256_of_file(surrogate_path)},
                                 {"training_cpu_seconds", time.cpu_seconds},
                                 {"training_wall_seconds", time.wall_seconds}};
  write_text_file(beside(surrogate_path), record.dump(2) + "\n");
}

std::optional<TrainingTime> read_training_time(const std::string& surrogate_path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(beside(surrogate_path), error)) return std::nullopt;
  try {
    const nlohmann::json record = nlohmann::json::parse(read_text_file(beside(surrogate_path)));
    if (record.at("surrogate_sha256") != sha256_of_file(surrogate_path)) return std::nullopt;
    return TrainingTime{record.at("training_cpu_seconds"), record.at("training_wall_seconds")};
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // a damaged record says nothing
  }
}

}  // namespace nereus
