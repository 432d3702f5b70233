#include "surrogate/training/checkpoint.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/sealed_file.hpp"
#include "surrogate/training_history_file.hpp"

namespace nereus {
namespace {

constexpr const char* kind = "training checkpoint";

struct Vector {
  const char* name;
  std::vector<float> OptimiserState::*values;
};
constexpr Vector vectors[] = {{"/parameters", &OptimiserState::parameters},
                              {"/momentum", &OptimiserState::momentum},
                              {"/curvature", &OptimiserState::curvature},
                              {"/average", &OptimiserState::average}};

}  // namespace

void write_checkpoint(const std::string& path, const Checkpoint& checkpoint, const std::string& fingerprint) {
  SealedFileWriter file(path, kind);
  for (const Vector& vector : vectors) {
    const std::vector<float>& values = checkpoint.state.*vector.values;
    file.write_float(vector.name, {values.size()}, values, "1");
  }
  write_history(file, "", checkpoint.history);
  file.attribute("/", "step", checkpoint.state.step);
  file.attribute("/", "cpu_seconds", checkpoint.time.cpu_seconds);
  file.attribute("/", "wall_seconds", checkpoint.time.wall_seconds);
  file.attribute("/", "fingerprint", fingerprint);
  file.close();
}

std::optional<Checkpoint> read_checkpoint(const std::string& path, const std::string& fingerprint) {
  if (!is_sealed(path, kind)) return std::nullopt;
  const SealedFileReader file(path, kind);
  if (file.text_attribute("/", "fingerprint") != fingerprint) {
    spdlog::warn("{} belongs to another training (its options or data differ); this shell starts anew", path);
    return std::nullopt;
  }
  Checkpoint checkpoint;
  for (const Vector& vector : vectors) checkpoint.state.*vector.values = file.read_float(vector.name);
  checkpoint.state.step = static_cast<std::int64_t>(file.number_attribute("/", "step"));
  checkpoint.history = read_history(file, "");
  checkpoint.time = {file.number_attribute("/", "cpu_seconds"), file.number_attribute("/", "wall_seconds")};
  return checkpoint;
}

}  // namespace nereus
