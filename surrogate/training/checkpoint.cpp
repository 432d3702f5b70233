#include "surrogate/training/checkpoint.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/sealed_file.hpp"

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
  std::vector<std::int64_t> steps;
  std::vector<double> loss, ress;
  for (const TrainingRecord& record : checkpoint.history) {
    steps.push_back(record.step);
    loss.push_back(record.loss);
    ress.push_back(record.ress);
  }
  file.write("/history/step", steps, "1");
  file.write("/history/loss", loss, "1");
  file.write("/history/ress", ress, "1");
  file.attribute("/", "step", checkpoint.state.step);
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
  const std::vector<std::int64_t> steps = file.read_integers("/history/step");
  const Eigen::ArrayXd loss = file.read_vector("/history/loss"), ress = file.read_vector("/history/ress");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    checkpoint.history.push_back({steps[i], loss[row], ress[row]});
  }
  return checkpoint;
}

}  // namespace nereus
