#include "surrogate/training/train.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/training/member_training.hpp"
#include "surrogate/training/torch_tools.hpp"

namespace nereus {

TrainingReport train_surrogate(const TrainingFiles& files, const FlowOptions& flow,
                               const TrainOptions& options, const std::string& model_fingerprint,
                               std::int64_t stop_after_steps, const TrueDensity& truth) {
  const Dataset dataset = read_dataset(files.dataset);
  if (dataset.model_fingerprint != model_fingerprint) {
    throw ModelMismatch(
        fmt::format("{} holds training data of another model (its fingerprint is {}, this model's {}); run "
                    "'nereus dataset' again",
                    files.dataset, dataset.model_fingerprint, model_fingerprint));
  }
  if (dataset.conditions != canonical_text(flow.conditions)) {
    throw ModelMismatch(
        fmt::format("{} was made for other conditions than the flow has (flow.vary_... in the card); run "
                    "'nereus dataset' again",
                    files.dataset));
  }
  PhaseSpaceModel phase_space = dataset.phase_space;
  phase_space.coordinates = flow.coordinates;
  std::optional<SurrogateParts> start;
  if (!files.start.empty() && !flow.is_published()) start = Surrogate::read(files.start).parts();
  const std::string start_fingerprint = start ? fingerprint_of(*start) : "";
  std::filesystem::create_directories(files.checkpoint_directory);
  const Training training{dataset,
                          phase_space,
                          flow,
                          options,
                          truth,
                          surrogate_members(flow, phase_space.shells),
                          files.checkpoint_directory,
                          training_fingerprint(dataset.fingerprint, flow, options, start_fingerprint),
                          stop_after_steps,
                          start};
  bool begins_with_weights = false;
  for (std::size_t member = 0; start && member < training.members.size(); ++member) {
    const bool fits = training.warm_parameters(member).has_value();
    begins_with_weights = begins_with_weights || fits;
    spdlog::info("{}: begins with {} ({})", training.members[member].title,
                 fits ? "the weights of a surrogate" : "random weights",
                 fits ? files.start : files.start + " has another architecture");
  }
  const std::vector<MemberResult> results = train_members(training);

  TrainingReport report;
  report.finished =
      std::all_of(results.begin(), results.end(), [](const MemberResult& member) { return member.finished; });
  report.members = training.members;
  SurrogateParts parts;
  parts.parameters.resize(phase_space.shells.size());
  TrainingTime time;
  for (std::size_t i = 0; i < results.size(); ++i) {
    report.history.push_back(results[i].history);
    time += results[i].time;
    std::vector<float>& weights = parts.parameters[training.members[i].shell];
    weights.insert(weights.end(), results[i].parameters.begin(), results[i].parameters.end());
  }
  if (!report.finished) return report;
  parts.phase_space = phase_space;
  parts.flow = flow;
  parts.history = report.history;
  parts.model_fingerprint = model_fingerprint;
  parts.dataset_fingerprint = dataset.fingerprint;
  parts.training_options = canonical_text(options);
  parts.environment = training_environment(options.device);
  Surrogate::assemble(std::move(parts)).write(files.surrogate);
  TrainingTimes times{time, time};
  if (const auto before = begins_with_weights ? read_training_times(files.start) : std::nullopt) {
    times.from_nothing += before->from_nothing;
  }
  write_training_times(files.surrogate, times);
  std::filesystem::remove_all(files.checkpoint_directory);
  return report;
}

}  // namespace nereus
