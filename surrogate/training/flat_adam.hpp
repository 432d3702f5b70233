#pragma once
// Adam on one flat vector of parameters, with the exponential average that is shipped.

#include <cstdint>
#include <functional>
#include <memory>

#include "surrogate/training/flow_trainer.hpp"
#include "surrogate/training/train.hpp"

namespace at {
class Tensor;
}
namespace c10 {
struct Device;
}

namespace nereus {

/// Adam(0.9, 0.99); the learning rate warms up and falls as a cosine over options.steps.
class FlatAdam {
 public:
  FlatAdam(const TrainOptions& options, const c10::Device& device);
  ~FlatAdam();
  FlatAdam(FlatAdam&&) noexcept;

  OptimiserState state() const;
  void set_state(const OptimiserState& state);
  std::int64_t step() const;
  const at::Tensor& parameters() const;
  /// Where the loss has to collect its gradient.
  at::Tensor& gradient();
  const at::Tensor& average() const;
  /// Steps until `last_step` of them are done, each with the gradient clipped at options.clip_norm.
  /// \param loss_of  number of the step -> loss, a scalar whose gradient is collected in gradient()
  /// \return mean loss of these steps
  double descend(std::int64_t last_step, const std::function<at::Tensor(std::int64_t)>& loss_of);

 private:
  void apply_gradient();
  struct State;
  std::unique_ptr<State> state_;
};

/// A start from given parameters.
OptimiserState first_state(std::vector<float> parameters);

}  // namespace nereus
