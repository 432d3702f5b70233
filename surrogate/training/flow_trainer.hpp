#pragma once
// What every kind of training offers to the loop around it.

#include <cstdint>
#include <vector>

namespace nereus {

/// All that a training carries from one step to the next.
struct OptimiserState {
  std::int64_t step = 0;          ///< steps done
  std::vector<float> parameters;  ///< order of the flow's shape
  std::vector<float> momentum;    ///< Adam's first moment
  std::vector<float> curvature;   ///< Adam's second moment
  std::vector<float> average;     ///< exponential average of the parameters: what is shipped
};

/// Trains one member of a surrogate. Every step is a function of (state, step number).
class FlowTrainer {
 public:
  virtual ~FlowTrainer() = default;
  virtual OptimiserState state() const = 0;
  virtual void set_state(const OptimiserState& state) = 0;
  /// Runs steps until `last_step` of them are done. \return mean loss
  virtual double run_to(std::int64_t last_step) = 0;
  /// RESS of the averaged weights on the held-out rows.
  virtual double ress() const = 0;
};

}  // namespace nereus
