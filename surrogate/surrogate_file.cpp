// Surrogate files: sealed HDF5, weights as checksummed datasets.

#include <fmt/format.h>

#include <functional>
#include <numeric>

#include "base/error.hpp"
#include "base/run_card.hpp"
#include "base/sealed_file.hpp"
#include "surrogate/phase_space_file.hpp"
#include "surrogate/published/maf_shape.hpp"
#include "surrogate/shell_flow.hpp"
#include "surrogate/surrogate.hpp"
#include "surrogate/training_history_file.hpp"

namespace nereus {
namespace {

constexpr const char* kind = "surrogate";
const char* const network_names[] = {"t", "q", "p_m", "phi"};

/// Where a piece of a shell's flat vector of weights lies in the file.
struct WeightDataset {
  std::string path;
  std::size_t offset = 0;
  std::vector<std::size_t> shape;
  std::size_t size() const {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
  }
};

/// Every block of weights under its own name.
std::vector<WeightDataset> nereus_datasets(const FlowOptions& flow, const SurrogateMember& member) {
  std::vector<WeightDataset> datasets;
  const ShellFlowShape shape = make_shell_flow_shape(flow);
  for (std::size_t network = 0; network < shape.networks.size(); ++network) {
    for (const ParameterBlock& block : shape.networks[network].blocks()) {
      if (block.size() == 0) continue;
      datasets.push_back({fmt::format("/{}/{}/{}", member.name, network_names[network], block.name),
                          shape.parameter_offset(network) + block.offset,
                          {block.rows, block.columns}});
    }
  }
  return datasets;
}

/// One dataset for each step of the flow, in the order of MaskedNetwork.
std::vector<WeightDataset> published_datasets(const FlowOptions& flow, const SurrogateMember& member) {
  std::vector<WeightDataset> datasets;
  const MafShape shape = make_maf_shape(flow.published);
  for (std::size_t step = 0; step < shape.steps.size(); ++step) {
    datasets.push_back({fmt::format("/{}/step_{}", member.name, step),
                        member.range * shape.parameter_count() + shape.steps[step].offset,
                        {shape.steps[step].network.parameters}});
  }
  return datasets;
}

std::vector<WeightDataset> weight_datasets(const FlowOptions& flow, const SurrogateMember& member) {
  return flow.is_published() ? published_datasets(flow, member) : nereus_datasets(flow, member);
}

}  // namespace

void Surrogate::write(const std::string& path) const {
  const SurrogateParts& content = parts();
  SealedFileWriter file(path, kind);
  write_phase_space(file, content.phase_space);
  const std::vector<SurrogateMember> members = surrogate_members(content.flow, shells());
  for (std::size_t i = 0; i < members.size(); ++i) {
    const float* weights = content.parameters[members[i].shell].data();
    for (const WeightDataset& dataset : weight_datasets(content.flow, members[i])) {
      const float* begin = weights + dataset.offset;
      file.write_float(dataset.path, dataset.shape, {begin, begin + dataset.size()}, "1");
    }
    if (!content.history.empty()) write_history(file, "/" + members[i].name, content.history[i]);
  }
  file.attribute("/", "flow", architecture_text(content.flow));
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
  parts.flow.fine_bins = false;  // where the file does not say it
  card.read("flow", parts.flow);
  card.refuse_unread();
  parts.phase_space = read_phase_space(file);
  parts.phase_space.coordinates = parts.flow.coordinates;
  parts.parameters.resize(parts.phase_space.shells.size());
  for (const SurrogateMember& member : surrogate_members(parts.flow, parts.phase_space.shells)) {
    std::vector<float>& weights = parts.parameters[member.shell];
    for (const WeightDataset& dataset : weight_datasets(parts.flow, member)) {
      const std::vector<float> values = file.read_float(dataset.path);
      weights.insert(weights.end(), values.begin(), values.end());
    }
    parts.history.push_back(read_history(file, "/" + member.name));
  }
  parts.model_fingerprint = file.text_attribute("/", "model_fingerprint");
  parts.dataset_fingerprint = file.text_attribute("/", "dataset_fingerprint");
  parts.training_options = file.text_attribute("/", "training_options");
  parts.environment = file.text_attribute("/", "environment");
  Surrogate surrogate = assemble(std::move(parts));
  if (surrogate.fingerprint() != file.text_attribute("/", "fingerprint")) {
    throw FileError(fmt::format(
        "{} is not the surrogate it claims to be (fingerprint differs), or of an earlier nereus; train again",
        path));
  }
  return surrogate;
}

}  // namespace nereus
