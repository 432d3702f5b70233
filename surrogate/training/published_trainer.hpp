#pragma once
// The optimiser of one model of the published flow. LibTorch stays inside published_trainer.cpp.

#include <memory>

#include "surrogate/training/flow_trainer.hpp"
#include "surrogate/training/published_task.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {

/// Symmetric Kullback-Leibler divergence [KL(p|q) + KL(q|p)]/2 over points of density g:
///
///   1/(2N) sum_i (p_i - q_i)/g_i ln(p_i/q_i)
///
/// which is (V/2N) sum (p - q) ln(p/q) where the points are uniform. With options.enis, after the first
/// options.enis_uniform_fraction of the steps the points are the flow's own samples, g = q at that moment,
/// drawn anew at every report: a training that goes on from a checkpoint draws the same ones.
///
/// \source El Baz et al., arXiv:2502.14452
class PublishedTrainer : public FlowTrainer {
 public:
  /// \throws InputError if there are no rows, ENIS has no truth, or `options.device` is "cuda" without one
  PublishedTrainer(const PublishedOptions& flow, PublishedTask task, const TrainOptions& options);
  ~PublishedTrainer() override;

  OptimiserState state() const override;
  void set_state(const OptimiserState& state) override;
  double run_to(std::int64_t last_step) override;
  /// 1/(1 + E_q[(p/q - 1)^2]): held-out rows inside of phase space, and the share of q outside of it. Of a
  /// single branch, as the weights are.
  double ress() const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
