#include "base/fingerprint.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {

void TrainOptions::visit(FieldVisitor& visitor) {
  visitor.field("steps", steps, "optimiser steps of each shell", {1, 1e8});
  visitor.field("batch", batch, "points per step", {1, 1e6});
  visitor.field("learning_rate", learning_rate, "peak, reached after a warm-up, then a cosine", {1e-8, 1});
  visitor.field("final_rate_fraction", final_rate_fraction, "end of the cosine", {0, 1});
  visitor.field("likelihood_fraction", likelihood_fraction, "share of the steps with the likelihood first",
                {0, 1});
  visitor.field("average", average, "decay of the exponential average of the weights", {0, 0.999999});
  visitor.field("clip_norm", clip_norm, "largest norm of the gradient", {1e-6, 1e6});
  visitor.field("report_every", report_every, "steps between measurements of RESS, each with a checkpoint",
                {1, 1e7});
  visitor.field("target_ress", target_ress, "a shell that reaches it stops (0: never)", {0, 1});
  visitor.field("workers", workers, "shells trained at the same time, one thread each", {1, 64});
  visitor.field("device", device, "where to train", {"cpu", "cuda", "auto"});
  visitor.field("seed", seed, "of the initial weights and the batches", {0, 9.2e18});
}

std::string training_fingerprint(const std::string& dataset_fingerprint, const FlowOptions& flow,
                                 const TrainOptions& options) {
  TrainOptions relevant = options;
  relevant.workers = 1;  // changes who computes, not what
  return sha256("training 1\n" + dataset_fingerprint + "\n" + canonical_text(flow) +
                canonical_text(relevant));
}

}  // namespace nereus
