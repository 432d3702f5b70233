#include "surrogate/training/published_trainer.hpp"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "surrogate/training/batch_window.hpp"
#include "surrogate/training/flat_adam.hpp"
#include "surrogate/training/own_samples.hpp"
#include "surrogate/training/torch_maf.hpp"
#include "surrogate/training/torch_tools.hpp"

namespace nereus {
namespace {

using torch::Tensor;

constexpr std::size_t evaluation_rows = 4096;
constexpr std::size_t samples_for_outside = 8192;

/// What the random numbers of a step are for.
enum class Draw : std::uint64_t { batch = 1, held_out = 2, own = 3, outside = 4 };

/// FlowBatch on the device.
struct BatchTensors {
  Tensor context, x, log_p, log_g;
  BatchTensors(const FlowBatch& batch, const torch::Device& device) {
    const auto size = static_cast<std::int64_t>(batch.size());
    context = from_floats(batch.context, {size, 1}, device);
    x = from_floats(batch.x, {size, static_cast<std::int64_t>(flow_variables)}, device);
    log_p = from_floats(batch.log_p, {size}, device);
    log_g = from_floats(batch.log_g, {size}, device);
  }
};

}  // namespace

struct PublishedTrainer::State {
  MafShape shape;
  PublishedTask task;
  TrainOptions options;
  torch::Device device;
  FlatAdam adam;
  FlowBatch held_out;
  FlowBatch own;                   ///< ENIS: samples of this interval between two reports
  std::int64_t own_drawn_at = -1;  ///< step

  std::uint64_t seed() const { return static_cast<std::uint64_t>(options.seed); }

  /// The numbers of one step. Purposes, members and steps never share a stream.
  RandomStream random(Draw draw, std::int64_t step) const {
    const std::uint64_t index = (static_cast<std::uint64_t>(draw) << 60) +
                                (std::uint64_t{task.number} << 40) + static_cast<std::uint64_t>(step);
    return RandomStream(seed(), StreamPurpose::training, index);
  }

  MafDensity model(const Tensor& parameters) const { return MafDensity(shape, to_floats(parameters)); }

  /// First step on own samples: a report, so that it is also where a checkpoint is.
  std::int64_t first_own_step() const {
    const double uniform = options.enis_uniform_fraction * static_cast<double>(options.steps);
    const auto reports =
        static_cast<std::int64_t>(std::ceil(uniform / static_cast<double>(options.report_every)));
    return reports * options.report_every;
  }

  FlowBatch batch_of(std::int64_t step) {
    if (!options.enis || step < first_own_step()) {
      const auto rows = static_cast<std::int64_t>(task.training.size());
      const BatchWindow window = batch_window({seed(), task.number}, rows, options.batch, step);
      RandomStream numbers = random(Draw::batch, step);
      return task.training.batch(static_cast<std::size_t>(window.begin),
                                 static_cast<std::size_t>(window.count), numbers);
    }
    const std::int64_t report = step - step % options.report_every;
    if (own_drawn_at != report) {
      RandomStream numbers = random(Draw::own, report);
      own = draw_own_samples(model(adam.parameters()), task, static_cast<std::size_t>(options.enis_points),
                             numbers);
      own_drawn_at = report;
    }
    const auto samples = static_cast<std::int64_t>(own.size());
    const BatchWindow window = batch_window({seed(), task.number}, samples, options.batch, step - report);
    return own.part(static_cast<std::size_t>(window.begin), static_cast<std::size_t>(window.count));
  }

  Tensor loss_of(const TorchMaf& flow, std::int64_t step) {
    const BatchTensors batch(batch_of(step), device);
    const Tensor log_q = flow.log_density(batch.x, batch.context);
    const Tensor p = torch::exp(batch.log_p - batch.log_g), q = torch::exp(log_q - batch.log_g);
    return 0.5 * ((p - q) * (batch.log_p - log_q)).mean();
  }
};

PublishedTrainer::PublishedTrainer(const PublishedOptions& flow, PublishedTask task,
                                   const TrainOptions& options) {
  use_one_thread();
  if (task.training.size() == 0 || task.held_out.size() == 0) {
    throw InputError(fmt::format(
        "no training points for {} (the dataset ends before); set dataset.e_nu_min_mev and e_nu_max_mev to "
        "cover flow.ranges_mev",
        task.member.title));
  }
  if (options.enis && !task.truth) {
    throw InputError("ENIS needs the cross section itself (train.enis = true without one)");
  }
  const torch::Device device = choose_device(options.device);
  MafShape shape = make_maf_shape(flow);
  const auto seed = static_cast<std::uint64_t>(options.seed);
  RandomStream start(seed, StreamPurpose::initialisation, task.number);
  const std::vector<float> parameters = random_maf_parameters(shape, start);
  state_.reset(
      new State{std::move(shape), std::move(task), options, device, FlatAdam(options, device), {}, {}});
  RandomStream numbers = state_->random(Draw::held_out, 0);
  state_->held_out = state_->task.held_out.batch(0, state_->task.held_out.size(), numbers);
  state_->adam.set_state(first_state(parameters));
}

PublishedTrainer::~PublishedTrainer() = default;

OptimiserState PublishedTrainer::state() const { return state_->adam.state(); }

void PublishedTrainer::set_state(const OptimiserState& state) {
  state_->adam.set_state(state);
  state_->own_drawn_at = -1;
}

double PublishedTrainer::run_to(std::int64_t last_step) {
  TorchMaf flow(state_->shape, state_->adam.parameters());
  flow.collect_gradients_in(state_->adam.gradient());
  return state_->adam.descend(last_step, [&](std::int64_t step) { return state_->loss_of(flow, step); });
}

double PublishedTrainer::ress() const {
  const torch::NoGradGuard no_gradient;
  const TorchMaf flow(state_->shape, state_->adam.average());
  const FlowBatch& rows = state_->held_out;
  double chi2 = 0;
  for (std::size_t begin = 0; begin < rows.size(); begin += evaluation_rows) {
    const BatchTensors batch(rows.part(begin, std::min(evaluation_rows, rows.size() - begin)),
                             state_->device);
    const Tensor log_q = flow.log_density(batch.x, batch.context);
    const Tensor excess = torch::exp(batch.log_p - log_q) - 1;
    chi2 += (torch::exp(log_q - batch.log_g) * excess * excess).to(torch::kFloat64).sum().item<double>();
  }
  RandomStream numbers = state_->random(Draw::outside, 0);
  const double outside =
      share_outside(state_->model(state_->adam.average()), state_->task.space, samples_for_outside, numbers);
  return 1 / (1 + chi2 / static_cast<double>(rows.size()) + outside);
}

}  // namespace nereus
