#include "surrogate/training/flat_adam.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "surrogate/training/torch_tools.hpp"

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr std::int64_t longest_warm_up = 100;

}  // namespace

struct FlatAdam::State {
  TrainOptions options;
  torch::Device device;
  std::int64_t step = 0;
  at::Tensor parameters, gradient, momentum, curvature, average;

  double learning_rate(std::int64_t number) const {
    const std::int64_t warm_up_steps = std::min(longest_warm_up, options.steps / 20 + 1);
    const double warm_up =
        std::min(1.0, static_cast<double>(number + 1) / static_cast<double>(warm_up_steps));
    const double progress = static_cast<double>(number) / static_cast<double>(options.steps);
    const double cosine = 0.5 * (1 + std::cos(pi * std::min(1.0, progress)));
    return options.learning_rate * warm_up *
           (options.final_rate_fraction + (1 - options.final_rate_fraction) * cosine);
  }
};

FlatAdam::FlatAdam(const TrainOptions& options, const c10::Device& device)
    : state_(new State{options, device, 0, {}, {}, {}, {}, {}}) {}
FlatAdam::~FlatAdam() = default;
FlatAdam::FlatAdam(FlatAdam&&) noexcept = default;

OptimiserState FlatAdam::state() const {
  return {state_->step, to_floats(state_->parameters), to_floats(state_->momentum),
          to_floats(state_->curvature), to_floats(state_->average)};
}

void FlatAdam::set_state(const OptimiserState& state) {
  const auto tensor = [this](const std::vector<float>& values) {
    return from_floats(values, {static_cast<std::int64_t>(values.size())}, state_->device);
  };
  state_->step = state.step;
  state_->parameters = tensor(state.parameters);
  state_->momentum = tensor(state.momentum);
  state_->curvature = tensor(state.curvature);
  state_->average = tensor(state.average);
  state_->gradient = torch::zeros_like(state_->parameters);
}

std::int64_t FlatAdam::step() const { return state_->step; }
const at::Tensor& FlatAdam::parameters() const { return state_->parameters; }
at::Tensor& FlatAdam::gradient() { return state_->gradient; }
const at::Tensor& FlatAdam::average() const { return state_->average; }

void FlatAdam::apply_gradient() {
  const torch::NoGradGuard no_gradient;
  auto& [options, device, step, parameters, gradient, momentum, curvature, average] = *state_;
  const double norm = gradient.norm().item<double>();
  if (norm > options.clip_norm) gradient.mul_(options.clip_norm / norm);
  const double beta1 = 0.9, beta2 = 0.99, count = static_cast<double>(step + 1);
  momentum.mul_(beta1).add_(gradient, 1 - beta1);
  curvature.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
  const double scale1 = 1 - std::pow(beta1, count), scale2 = 1 - std::pow(beta2, count);
  parameters.addcdiv_(momentum, (curvature / scale2).sqrt_().add_(1e-8),
                      -state_->learning_rate(step) / scale1);
  const double decay = std::min(options.average, (1 + count) / (10 + count));
  average.mul_(decay).add_(parameters, 1 - decay);
  ++step;
}

double FlatAdam::descend(std::int64_t last_step, const std::function<at::Tensor(std::int64_t)>& loss_of) {
  double sum = 0;
  const std::int64_t first = step();
  while (step() < last_step) {
    gradient().zero_();
    const torch::Tensor loss = loss_of(step());
    loss.backward();
    apply_gradient();
    sum += loss.item<double>();
  }
  return sum / static_cast<double>(std::max<std::int64_t>(1, last_step - first));
}

OptimiserState first_state(std::vector<float> parameters) {
  OptimiserState start;
  start.momentum.assign(parameters.size(), 0.0F);
  start.curvature = start.momentum;
  start.average = parameters;
  start.parameters = std::move(parameters);
  return start;
}

}  // namespace nereus
