// Surrogate files: sealed HDF5, weights as checksummed datasets.

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/options.hpp"
#include "base/run_card.hpp"
#include "base/sealed_file.hpp"
#include "surrogate/phase_space_file.hpp"
#include "surrogate/shell_flow.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

constexpr const char* kind = "surrogate";
const char* const network_names[] = {"t", "q", "p_m", "phi"};

std::string shell_group(std::size_t shell) { return fmt::format("/shell_{}", shell); }

void write_shell(SealedFileWriter& file, const SurrogateParts& parts, std::size_t shell) {
  const ShellFlowShape shape = make_shell_flow_shape(parts.flow);
  const float* weights = parts.parameters[shell].data();
  for (std::size_t network = 0; network < shape.networks.size(); ++network) {
    for (const ParameterBlock& block : shape.networks[network].blocks()) {
      const float* begin = weights + shape.parameter_offset(network) + block.offset;
      if (block.size() == 0) continue;
      file.write_float(fmt::format("{}/{}/{}", shell_group(shell), network_names[network], block.name),
                       {block.rows, block.columns}, std::vector<float>(begin, begin + block.size()), "1");
    }
  }
  std::vector<std::int64_t> steps;
  std::vector<double> loss, ress;
  for (const TrainingRecord& record :
       parts.history.empty() ? std::vector<TrainingRecord>{} : parts.history[shell]) {
    steps.push_back(record.step);
    loss.push_back(record.loss);
    ress.push_back(record.ress);
  }
  if (steps.empty()) return;
  file.write(shell_group(shell) + "/history/step", steps, "1");
  file.write(shell_group(shell) + "/history/loss", loss, "1");
  file.write(shell_group(shell) + "/history/ress", ress, "1");
}

void read_shell(const SealedFileReader& file, SurrogateParts& parts, std::size_t shell) {
  const ShellFlowShape shape = make_shell_flow_shape(parts.flow);
  std::vector<float> weights;
  for (std::size_t network = 0; network < shape.networks.size(); ++network) {
    for (const ParameterBlock& block : shape.networks[network].blocks()) {
      if (block.size() == 0) continue;
      const std::vector<float> values =
          file.read_float(fmt::format("{}/{}/{}", shell_group(shell), network_names[network], block.name));
      weights.insert(weights.end(), values.begin(), values.end());
    }
  }
  parts.parameters.push_back(std::move(weights));
  std::vector<TrainingRecord> history;
  if (file.has(shell_group(shell) + "/history/step")) {
    const std::vector<std::int64_t> steps = file.read_integers(shell_group(shell) + "/history/step");
    const Eigen::ArrayXd loss = file.read_vector(shell_group(shell) + "/history/loss");
    const Eigen::ArrayXd ress = file.read_vector(shell_group(shell) + "/history/ress");
    for (std::size_t i = 0; i < steps.size(); ++i) {
      history.push_back({steps[i], loss[static_cast<Eigen::Index>(i)], ress[static_cast<Eigen::Index>(i)]});
    }
  }
  parts.history.push_back(std::move(history));
}

}  // namespace

void Surrogate::write(const std::string& path) const {
  const SurrogateParts& content = parts();
  SealedFileWriter file(path, kind);
  write_phase_space(file, content.phase_space);
  for (std::size_t shell = 0; shell < content.parameters.size(); ++shell) write_shell(file, content, shell);
  file.attribute("/", "flow", canonical_text(content.flow));
  file.attribute("/", "model_fingerprint", content.model_fingerprint);
  file.attribute("/", "dataset_fingerprint", content.dataset_fingerprint);
  file.attribute("/", "training_options", content.training_options);
  file.attribute("/", "environment", content.environment);
  file.attribute("/", "fingerprint", fingerprint());
  file.close();
}

Surrogate Surrogate::read(const std::string& path) {
  const SealedFileReader file(path, kind);
  SurrogateParts parts;
  RunCard card = RunCard::from_text("[flow]\n" + file.text_attribute("/", "flow"), path);
  card.read("flow", parts.flow);
  card.refuse_unread();
  parts.phase_space = read_phase_space(file);
  parts.phase_space.coordinates = parts.flow.coordinates;
  for (std::size_t shell = 0; shell < parts.phase_space.shells.size(); ++shell)
    read_shell(file, parts, shell);
  parts.model_fingerprint = file.text_attribute("/", "model_fingerprint");
  parts.dataset_fingerprint = file.text_attribute("/", "dataset_fingerprint");
  parts.training_options = file.text_attribute("/", "training_options");
  parts.environment = file.text_attribute("/", "environment");
  Surrogate surrogate = assemble(std::move(parts));
  if (surrogate.fingerprint() != file.text_attribute("/", "fingerprint")) {
    throw FileError(
        fmt::format("{} is not the surrogate it claims to be (fingerprint differs); train again", path));
  }
  return surrogate;
}

}  // namespace nereus
