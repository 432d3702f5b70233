#include "surrogate/training/torch_maf.hpp"

#include <torch/torch.h>

#include <array>
#include <cmath>
#include <vector>

#include "surrogate/training/torch_spline.hpp"

namespace nereus {
namespace {

using torch::Tensor;

constexpr double two_pi = 6.28318530717958647693;

/// y = W x + b as tensors; of no columns at position 0.
struct Affine {
  Tensor weight, bias;

  Tensor operator()(const Tensor& x) const {
    const std::int64_t columns = weight.size(1);
    if (columns == 0) return bias.unsqueeze(0).expand({x.size(0), bias.size(0)});
    return torch::addmm(bias, x.narrow(1, 0, columns), weight.t());
  }
};

/// The network of one step, blocks as in MaskedNetwork.
struct StepTensors {
  std::array<Affine, MaskedNetwork::degrees> first, context, second, third;
  std::array<Affine, flow_variables> output;

  template <class Function>
  void for_each(const MaskedNetwork& network, Function&& function) {
    const auto group = [&](auto& tensors, const auto& blocks) {
      for (std::size_t i = 0; i < tensors.size(); ++i) function(tensors[i], blocks[i]);
    };
    group(first, network.first);
    group(context, network.context);
    group(second, network.second);
    group(third, network.third);
    group(output, network.output);
  }

  /// Raw numbers of the spline in each position. \param features of positions 0, 1, 2
  std::array<Tensor, flow_variables> operator()(const Tensor& features, const Tensor& c) const {
    const Tensor h1 = joined([&](std::size_t i) { return first[i](features) + torch::relu(context[i](c)); });
    const Tensor seen = torch::cat({c, torch::relu(h1)}, 1);
    const Tensor h2 = torch::relu(joined([&](std::size_t i) { return second[i](seen); }));
    const Tensor h3 = h1 + joined([&](std::size_t i) { return third[i](h2); });
    return {output[0](h3), output[1](h3), output[2](h3), output[3](h3)};
  }

 private:
  /// Degree after degree.
  template <class Layer>
  static Tensor joined(const Layer& layer) {
    return torch::cat({layer(0), layer(1), layer(2)}, 1);
  }
};

/// What a variable brings to the networks.
Tensor features_of(std::size_t variable, const Tensor& x) {
  if (FlowVariables::is_angle(variable)) return torch::stack({x.cos(), x.sin()}, 1);
  return x.unsqueeze(1);
}

}  // namespace

struct TorchMaf::State {
  MafShape shape;
  std::vector<StepTensors> steps;
};

TorchMaf::TorchMaf(const MafShape& shape, const at::Tensor& flat) : state_(new State{shape, {}}) {
  for (const MafStep& step : shape.steps) {
    StepTensors tensors;
    tensors.for_each(step.network, [&](Affine& affine, const AffineBlock& block) {
      const auto rows = static_cast<std::int64_t>(block.rows),
                 columns = static_cast<std::int64_t>(block.columns);
      const auto weight = static_cast<std::int64_t>(step.offset + block.weight),
                 bias = static_cast<std::int64_t>(step.offset + block.bias);
      affine.weight = flat.narrow(0, weight, rows * columns).view({rows, columns});
      affine.bias = flat.narrow(0, bias, rows);
    });
    state_->steps.push_back(std::move(tensors));
  }
}

TorchMaf::~TorchMaf() = default;

void TorchMaf::collect_gradients_in(const at::Tensor& gradient) {
  const auto make_leaf = [&gradient](Tensor& tensor, std::size_t offset) {
    tensor = tensor.detach().requires_grad_(true);
    tensor.mutable_grad() =
        gradient.narrow(0, static_cast<std::int64_t>(offset), tensor.numel()).view(tensor.sizes());
  };
  for (std::size_t number = 0; number < state_->steps.size(); ++number) {
    const MafStep& step = state_->shape.steps[number];
    state_->steps[number].for_each(step.network, [&](Affine& affine, const AffineBlock& block) {
      if (block.columns > 0) make_leaf(affine.weight, step.offset + block.weight);
      make_leaf(affine.bias, step.offset + block.bias);
    });
  }
}

std::pair<at::Tensor, at::Tensor> TorchMaf::to_base(const at::Tensor& x, const at::Tensor& context) const {
  std::vector<Tensor> values = x.unbind(1);
  const std::int64_t rows = x.size(0);
  Tensor log_slope = torch::zeros({rows}, x.options());
  for (std::size_t number = 0; number < state_->steps.size(); ++number) {
    const auto& order = state_->shape.steps[number].order;
    const Tensor features =
        torch::cat({features_of(order[0], values[order[0]]), features_of(order[1], values[order[1]]),
                    features_of(order[2], values[order[2]])},
                   1);
    const std::array<Tensor, flow_variables> raw = state_->steps[number](features, context);
    // The three angles go through the spline together.
    std::vector<Tensor> angles, angle_raw;
    std::vector<std::size_t> angle_variables;
    for (std::size_t position = 0; position < flow_variables; ++position) {
      const std::size_t variable = order[position];
      if (FlowVariables::is_angle(variable)) {
        angle_variables.push_back(variable);
        angles.push_back(values[variable]);
        angle_raw.push_back(raw[position]);
      } else {
        const auto [value, slope] = torch_spline(values[variable], raw[position], false);
        values[variable] = value;
        log_slope = log_slope + slope;
      }
    }
    const auto [turned, slopes] = torch_spline(torch::cat(angles, 0), torch::cat(angle_raw, 0), true);
    for (std::size_t i = 0; i < angle_variables.size(); ++i) {
      const auto begin = static_cast<std::int64_t>(i) * rows;
      values[angle_variables[i]] = turned.narrow(0, begin, rows);
      log_slope = log_slope + slopes.narrow(0, begin, rows);
    }
  }
  return {torch::stack(values, 1), log_slope};
}

at::Tensor TorchMaf::log_density(const at::Tensor& x, const at::Tensor& context) const {
  const auto [base, log_slope] = to_base(x, context);
  const Tensor omega = base.select(1, 0);
  return log_slope - 0.5 * omega * omega - (0.5 + flow_variables - 1) * std::log(two_pi);
}

}  // namespace nereus
