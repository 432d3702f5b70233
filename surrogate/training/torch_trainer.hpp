#pragma once
// The optimiser of one shell's flow. LibTorch stays inside torch_trainer.cpp.

#include <memory>
#include <vector>

#include "surrogate/shell_flow.hpp"
#include "surrogate/training/flow_trainer.hpp"
#include "surrogate/training/train.hpp"
#include "surrogate/training/training_rows.hpp"

namespace nereus {

/// Trains one shell of the nereus flow. Batches are addressed by the step.
class TorchTrainer : public FlowTrainer {
 public:
  /// \param start weights to begin with, in the order of the shape
  /// \throws InputError if `options.device` is "cuda" and there is none
  TorchTrainer(const ShellFlowShape& shape, const TrainingRows& training, const TrainingRows& held_out,
               const TrainOptions& options, std::size_t shell, std::vector<float> start);
  ~TorchTrainer() override;

  OptimiserState state() const override;
  void set_state(const OptimiserState& state) override;
  double run_to(std::int64_t last_step) override;
  /// RESS of the averaged weights on the held-out rows, 1/(1 + E_q[(p/q - 1)^2]).
  double ress() const override;
  /// ln of the density in (u1, u2, u3, phi) for given weights, row i at azimuth phi[i].
  std::vector<double> log_density(const TrainingRows& rows, const std::vector<double>& phi,
                                  const std::vector<float>& parameters) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
