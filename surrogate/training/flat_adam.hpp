#pragma once
// Adam on one flat vector of parameters, with the exponential average that is shipped.

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
  /// To be filled before apply_gradient.
  at::Tensor& gradient();
  const at::Tensor& average() const;
  /// One step; clips the gradient at options.clip_norm.
  void apply_gradient();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A start from given parameters.
OptimiserState first_state(std::vector<float> parameters);

}  // namespace nereus
