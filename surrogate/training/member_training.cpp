#include "surrogate/training/member_training.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "base/core_clock.hpp"
#include "base/progress.hpp"
#include "surrogate/training/checkpoint.hpp"
#include "surrogate/training/published_trainer.hpp"
#include "surrogate/training/torch_trainer.hpp"
#include "surrogate/training/warm_start.hpp"

namespace nereus {
namespace {

/// Collects what the workers report and shows it in one bar.
class TrainingProgress {
 public:
  /// \param steps of all members together
  TrainingProgress(const std::vector<SurrogateMember>& members, std::int64_t steps)
      : bar_("training", steps), done_(members.size(), 0), notes_(members.size()), members_(members) {}

  void report(std::size_t member, std::int64_t step, const std::vector<TrainingRecord>& history) {
    const std::lock_guard<std::mutex> lock(mutex_);
    done_[member] = step;
    if (!history.empty()) {
      notes_[member] = fmt::format("{} loss {:.5f} RESS {:.3f} %", members_[member].title,
                                   history.back().loss, 100 * history.back().ress);
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
  const std::vector<SurrogateMember>& members_;
  std::mutex mutex_;
};

/// In the checkpoint directory, which has no folders.
std::string checkpoint_path(const Training& training, std::size_t member) {
  std::string name = training.members[member].name;
  std::replace(name.begin(), name.end(), '/', '_');
  return fmt::format("{}/{}.h5", training.checkpoint_directory, name);
}

std::string checkpoint_fingerprint(const Training& training, std::size_t member) {
  std::string name = training.members[member].name;
  std::replace(name.begin(), name.end(), '_', ' ');
  return fmt::format("{} {}", training.fingerprint, name);
}

/// Time of the calling thread since the last look.
class StopWatch {
 public:
  TrainingTime lap() {
    const double cpu = core_seconds();
    const Clock::time_point now = Clock::now();
    const TrainingTime time{cpu - cpu_, std::chrono::duration<double>(now - wall_).count()};
    cpu_ = cpu;
    wall_ = now;
    return time;
  }

 private:
  using Clock = std::chrono::steady_clock;
  double cpu_ = core_seconds();
  Clock::time_point wall_ = Clock::now();
};

/// Steps between two looks at the progress bar.
constexpr std::int64_t steps_per_update = 10;

std::unique_ptr<FlowTrainer> make_nereus_trainer(const Training& training, std::size_t shell) {
  const TrainOptions options = training.member_options(shell);
  std::optional<std::vector<float>> start = training.warm_parameters(shell);
  const ShellFlowShape shape = make_shell_flow_shape(training.flow);
  const ShellDataset& data = training.dataset.shells[shell];
  const std::size_t split = training.dataset.training_rows();
  return std::make_unique<TorchTrainer>(
      shape, make_training_rows(data, 0, split, training.phase_space, shell, shape),
      make_training_rows(data, split, data.size(), training.phase_space, shell, shape), options, shell,
      start ? std::move(*start)
            : random_flow_parameters(shape, static_cast<std::uint64_t>(options.seed), shell));
}

std::unique_ptr<FlowTrainer> make_published_trainer(const Training& training, std::size_t number) {
  const SurrogateMember& member = training.members[number];
  const ShellDataset& data = training.dataset.shells[member.shell];
  const std::size_t split = training.dataset.training_rows();
  const EnergyRange range = EnergyBlend(training.flow.published.ranges_mev).range(member.range);
  const UnfoldedSpace space(training.phase_space, member.shell);
  PublishedTask task{member,
                     number,
                     range,
                     space,
                     PublishedRows(data, 0, split, space, range),
                     PublishedRows(data, split, data.size(), space, range),
                     training.truth};
  return std::make_unique<PublishedTrainer>(training.flow.published, std::move(task), training.options);
}

MemberResult train_member(const Training& training, std::size_t member, TrainingProgress& progress) {
  const TrainOptions options = training.member_options(member);
  const std::unique_ptr<FlowTrainer> trainer = training.flow.is_published()
                                                   ? make_published_trainer(training, member)
                                                   : make_nereus_trainer(training, member);
  const std::string path = checkpoint_path(training, member);
  const std::string fingerprint = checkpoint_fingerprint(training, member);
  MemberResult result;
  if (const auto checkpoint = read_checkpoint(path, fingerprint)) {
    trainer->set_state(checkpoint->state);
    result.history = checkpoint->history;
    result.time = checkpoint->time;
    spdlog::info("{}: training goes on at step {}", training.members[member].title, checkpoint->state.step);
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
  StopWatch watch;
  progress.report(member, step, result.history);
  while (step < end && !reached()) {
    const std::int64_t next_report =
        std::min(options.steps, (step / options.report_every + 1) * options.report_every);
    const std::int64_t next = std::min({next_report, step + steps_per_update, end});
    loss_sum += trainer->run_to(next) * static_cast<double>(next - step);
    loss_steps += next - step;
    step = next;
    if (step == next_report) {
      result.history.push_back({step, loss_sum / static_cast<double>(loss_steps), trainer->ress()});
      result.time += watch.lap();
      write_checkpoint(path, {trainer->state(), result.history, result.time}, fingerprint);
      loss_sum = 0;
      loss_steps = 0;
    }
    progress.report(member, step, result.history);
  }
  result.finished = step == options.steps || reached();
  if (result.finished) progress.report(member, options.steps, result.history);
  result.parameters = trainer->state().average;
  return result;
}

}  // namespace

std::optional<std::vector<float>> Training::warm_parameters(std::size_t member) const {
  return start ? warm_start(*start, flow, shell(member)) : std::nullopt;
}

TrainOptions Training::member_options(std::size_t member) const {
  if (!warm_parameters(member)) return options;
  TrainOptions warm = options;
  warm.steps = options.warm_steps;
  warm.learning_rate = options.warm_learning_rate;
  warm.likelihood_fraction = 0;
  return warm;
}

std::vector<MemberResult> train_members(const Training& training) {
  const std::size_t members = training.members.size();
  std::vector<MemberResult> results(members);
  std::int64_t steps = 0;
  for (std::size_t member = 0; member < members; ++member) steps += training.member_options(member).steps;
  TrainingProgress progress(training.members, steps);
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&] {
    for (std::size_t member = next++; member < members; member = next++) {
      try {
        results[member] = train_member(training, member, progress);
      } catch (...) {
        const std::lock_guard<std::mutex> lock(failure_mutex);
        if (!failure) failure = std::current_exception();
        next = members;
      }
    }
  };
  std::vector<std::thread> workers;
  const std::size_t count =
      std::min<std::size_t>(members, static_cast<std::size_t>(training.options.workers));
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  if (failure) std::rethrow_exception(failure);
  progress.finish();
  return results;
}

}  // namespace nereus
