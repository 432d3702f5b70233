#pragma once
// The optimiser of one shell's flow. LibTorch stays inside torch_trainer.cpp.

#include <memory>
#include <vector>

#include "surrogate/shell_flow.hpp"
#include "surrogate/training/train.hpp"
#include "surrogate/training/training_rows.hpp"

namespace nereus {

/// All that a training carries from one step to the next.
struct OptimiserState {
  std::int64_t step = 0;          ///< steps done
  std::vector<float> parameters;  ///< order of ShellFlowShape
  std::vector<float> momentum;    ///< Adam's first moment
  std::vector<float> curvature;   ///< Adam's second moment
  std::vector<float> average;     ///< exponential average of the parameters: what is shipped
};

/// Trains one shell. Every step is a function of (state, step number): batches are addressed by the step.
class TorchTrainer {
 public:
  /// \throws InputError if `options.device` is "cuda" and there is none
  TorchTrainer(const ShellFlowShape& shape, const TrainingRows& training, const TrainingRows& held_out,
               const TrainOptions& options, std::size_t shell);
  ~TorchTrainer();

  OptimiserState state() const;
  void set_state(const OptimiserState& state);
  /// Runs steps until `last_step` of them are done. \return mean loss
  double run_to(std::int64_t last_step);
  /// RESS of the averaged weights on the held-out rows, 1/(1 + E_q[(p/q - 1)^2]).
  double ress() const;
  /// ln of the density in (u1, u2, u3, phi) for given weights, row i at azimuth phi[i].
  std::vector<double> log_density(const TrainingRows& rows, const std::vector<double>& phi,
                                  const std::vector<float>& parameters) const;
  /// What computed: library version, device, BLAS threads.
  static std::string environment(const std::string& device);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
