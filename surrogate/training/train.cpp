#include "surrogate/training/train.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "base/progress.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/training/checkpoint.hpp"
#include "surrogate/training/torch_trainer.hpp"

namespace nereus {
namespace {

/// Collects what the workers report and shows it in one bar.
class TrainingProgress {
 public:
  TrainingProgress(const std::vector<Shell>& shells, std::int64_t steps)
      : bar_("training", static_cast<std::int64_t>(shells.size()) * steps),
        done_(shells.size(), 0),
        notes_(shells.size()),
        shells_(shells) {}

  void report(std::size_t shell, std::int64_t step, const std::vector<TrainingRecord>& history) {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_[shell] = step;
    if (!history.empty()) {
      notes_[shell] = fmt::format("{} loss {:.5f} RESS {:.2f} %", label(shells_[shell]), history.back().loss,
                                  100 * history.back().ress);
    }
    std::int64_t sum = 0;
    for (std::int64_t steps : done_) sum += steps;
    bar_.update(sum, note());
  }
  void finish() { bar_.finish(note()); }

 private:
  std::string note() const {
    std::string text;
    for (const std::string& part : notes_) text += (text.empty() || part.empty() ? "" : ", ") + part;
    return text;
  }
  Progress bar_;
  std::vector<std::int64_t> done_;
  std::vector<std::string> notes_;
  const std::vector<Shell>& shells_;
  std::mutex mutex_;
};

/// Everything the workers share and only read.
struct Training {
  const Dataset& dataset;
  const PhaseSpaceModel& phase_space;
  const FlowOptions& flow;
  const TrainOptions& options;
  const std::string checkpoint_directory, fingerprint;
  const std::int64_t stop_after_steps;
};

struct ShellResult {
  std::vector<float> parameters;
  std::vector<TrainingRecord> history;
  bool finished = false;
};

/// Steps between two looks at the progress bar.
constexpr std::int64_t steps_per_update = 10;

ShellResult train_shell(const Training& training, std::size_t shell, TrainingProgress& progress) {
  const TrainOptions& options = training.options;
  const ShellFlowShape shape = make_shell_flow_shape(training.flow);
  const ShellDataset& data = training.dataset.shells[shell];
  const std::size_t split = training.dataset.training_rows();
  TorchTrainer trainer(shape, make_training_rows(data, 0, split, training.phase_space, shell, shape),
                       make_training_rows(data, split, data.size(), training.phase_space, shell, shape),
                       options, shell);

  const std::string path = fmt::format("{}/shell_{}.h5", training.checkpoint_directory, shell);
  const std::string fingerprint = fmt::format("{} shell {}", training.fingerprint, shell);
  ShellResult result;
  if (const auto checkpoint = read_checkpoint(path, fingerprint)) {
    trainer.set_state(checkpoint->state);
    result.history = checkpoint->history;
    spdlog::info("{}: training goes on at step {}", label(training.phase_space.shells[shell]),
                 checkpoint->state.step);
  }
  std::int64_t step = result.history.empty() ? 0 : result.history.back().step;
  const std::int64_t end = training.stop_after_steps < 0
                               ? options.steps
                               : std::min(options.steps, step + training.stop_after_steps);
  const auto reached = [&] {
    return options.target_ress > 0 && !result.history.empty() &&
           result.history.back().ress >= options.target_ress;
  };
  double loss_sum = 0;
  std::int64_t loss_steps = 0;
  progress.report(shell, step, result.history);
  while (step < end && !reached()) {
    const std::int64_t next_report =
        std::min(options.steps, (step / options.report_every + 1) * options.report_every);
    const std::int64_t next = std::min({next_report, step + steps_per_update, end});
    loss_sum += trainer.run_to(next) * static_cast<double>(next - step);
    loss_steps += next - step;
    step = next;
    if (step == next_report) {
      result.history.push_back({step, loss_sum / static_cast<double>(loss_steps), trainer.ress()});
      write_checkpoint(path, {trainer.state(), result.history}, fingerprint);
      loss_sum = 0;
      loss_steps = 0;
    }
    progress.report(shell, step, result.history);
  }
  result.finished = step == options.steps || reached();
  if (result.finished) progress.report(shell, options.steps, result.history);
  result.parameters = trainer.state().average;
  return result;
}

/// Shells in turn on `workers` threads; the first exception is carried out.
std::vector<ShellResult> train_shells(const Training& training) {
  const std::size_t shells = training.phase_space.shells.size();
  std::vector<ShellResult> results(shells);
  TrainingProgress progress(training.phase_space.shells, training.options.steps);
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&] {
    for (std::size_t shell = next++; shell < shells; shell = next++) {
      try {
        results[shell] = train_shell(training, shell, progress);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(failure_mutex);
        if (!failure) failure = std::current_exception();
        next = shells;
      }
    }
  };
  std::vector<std::thread> workers;
  const std::size_t count = std::min<std::size_t>(shells, static_cast<std::size_t>(training.options.workers));
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (failure) std::rethrow_exception(failure);
  progress.finish();
  return results;
}

}  // namespace

TrainingReport train_surrogate(const TrainingFiles& files, const FlowOptions& flow,
                               const TrainOptions& options, const std::string& model_fingerprint,
                               std::int64_t stop_after_steps) {
  const Dataset dataset = read_dataset(files.dataset);
  if (dataset.model_fingerprint != model_fingerprint) {
    throw ModelMismatch(
        fmt::format("{} holds training data of another model (its fingerprint is {}, this model's {}); run "
                    "'nereus dataset' again",
                    files.dataset, dataset.model_fingerprint, model_fingerprint));
  }
  PhaseSpaceModel phase_space = dataset.phase_space;
  phase_space.coordinates = flow.coordinates;
  std::filesystem::create_directories(files.checkpoint_directory);
  const Training training{dataset,
                          phase_space,
                          flow,
                          options,
                          files.checkpoint_directory,
                          training_fingerprint(dataset.fingerprint, flow, options),
                          stop_after_steps};
  const std::vector<ShellResult> results = train_shells(training);

  TrainingReport report;
  report.finished =
      std::all_of(results.begin(), results.end(), [](const ShellResult& shell) { return shell.finished; });
  SurrogateParts parts;
  for (const ShellResult& shell : results) {
    report.history.push_back(shell.history);
    parts.parameters.push_back(shell.parameters);
  }
  if (!report.finished) return report;
  parts.phase_space = phase_space;
  parts.flow = flow;
  parts.history = report.history;
  parts.model_fingerprint = model_fingerprint;
  parts.dataset_fingerprint = dataset.fingerprint;
  parts.training_options = canonical_text(options);
  parts.environment = TorchTrainer::environment(options.device);
  Surrogate::assemble(std::move(parts)).write(files.surrogate);
  std::filesystem::remove_all(files.checkpoint_directory);
  return report;
}

}  // namespace nereus
