#pragma once
// The steps of a training. For the two trainers, which include LibTorch.

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>

#include "surrogate/training/flat_adam.hpp"

namespace nereus {

/// Steps until `last_step` of them are done.
/// \param flow     its tensors are views of adam.parameters()
/// \param loss_of  (flow, number of the step) -> loss, a scalar tensor
/// \return mean loss of these steps
template <class Flow, class Loss>
double descend(FlatAdam& adam, Flow& flow, std::int64_t last_step, const Loss& loss_of) {
  flow.collect_gradients_in(adam.gradient());
  double sum = 0;
  const std::int64_t first = adam.step();
  while (adam.step() < last_step) {
    adam.gradient().zero_();
    const torch::Tensor loss = loss_of(flow, adam.step());
    loss.backward();
    adam.apply_gradient();
    sum += loss.template item<double>();
  }
  return sum / static_cast<double>(std::max<std::int64_t>(1, last_step - first));
}

}  // namespace nereus
