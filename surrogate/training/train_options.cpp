#include "base/fingerprint.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {

namespace {

void visit_enis(TrainOptions& options, FieldVisitor& visitor) {
  visitor.field("enis", options.enis, "published: train on the flow's own samples after a while");
  visitor.field("enis_uniform_fraction", options.enis_uniform_fraction,
                "published, enis: share of the steps on the dataset first", {0, 1});
  visitor.field("enis_points", options.enis_points,
                "published, enis: own samples between two reports, each an evaluation of the cross section",
                {1, 1e8});
}

void visit_common(TrainOptions& options, FieldVisitor& visitor) {
  visitor.field("steps", options.steps, "optimiser steps of each shell", {1, 1e8});
  visitor.field("batch", options.batch, "points per step", {1, 1e6});
  visitor.field("learning_rate", options.learning_rate, "peak, reached after a warm-up, then a cosine",
                {1e-8, 1});
  visitor.field("final_rate_fraction", options.final_rate_fraction, "end of the cosine", {0, 1});
  visitor.field("likelihood_fraction", options.likelihood_fraction,
                "nereus: share of the steps with the likelihood first", {0, 1});
  visitor.field(
      "tail_penalty", options.tail_penalty,
      "nereus: where truth exceeds proposal, (ln p/q)^2 counts 1 + tail_penalty (ln p/q - tail_margin)^2 "
      "times (up to ln p/q = 0.5)",
      {0, 1e6});
  visitor.field("tail_margin", options.tail_margin, "nereus: ln p/q from which tail_penalty acts", {0, 0.5});
  visitor.field(
      "waste_penalty", options.waste_penalty,
      "nereus: where proposal exceeds truth, (ln p/q)^2 counts 1 + waste_penalty (ln p/q)^2 times (down to "
      "ln p/q = -2)",
      {0, 1e6});
  visitor.field("average", options.average, "decay of the exponential average of the weights", {0, 0.999999});
  visitor.field("clip_norm", options.clip_norm, "largest norm of the gradient", {1e-6, 1e6});
  visitor.field("report_every", options.report_every,
                "steps between measurements of RESS, each with a checkpoint", {1, 1e7});
  visitor.field("target_ress", options.target_ress, "a shell that reaches it stops (0: never)", {0, 1});
  visitor.field("workers", options.workers, "shells trained at the same time, one thread each", {1, 64});
  visitor.field("device", options.device, "where to train", {"cpu", "cuda", "auto"});
  visitor.field("seed", options.seed, "of the initial weights and the batches", {0, 9.2e18});
}

void visit_warm_start(TrainOptions& options, FieldVisitor& visitor) {
  visitor.field("start", options.start,
                "nereus: surrogate whose weights training begins with: a file, the name of a shipped one, "
                "'none', or 'auto': "
                "the shipped one for this nucleus and probe, else of carbon");
  visitor.field("warm_steps", options.warm_steps,
                "nereus: optimiser steps of each shell if it begins with one", {1, 1e8});
  visitor.field("warm_learning_rate", options.warm_learning_rate, "nereus: its peak then", {1e-8, 1});
}

/// What matters to one kind of flow.
struct TrainingOfKind {
  TrainOptions options;
  bool published;
  void visit(FieldVisitor& visitor) {
    visit_common(options, visitor);
    if (published) {
      visit_enis(options, visitor);
    } else {
      visit_warm_start(options, visitor);
    }
  }
};

}  // namespace

void TrainOptions::visit(FieldVisitor& visitor) {
  visit_common(*this, visitor);
  visit_warm_start(*this, visitor);
  visit_enis(*this, visitor);
}

TrainOptions published_training() {
  TrainOptions options;
  options.steps = 100'000;
  options.batch = 8192;
  options.learning_rate = 3e-4;
  options.final_rate_fraction = 0;
  options.average = 0;
  options.report_every = 2000;
  return options;
}

std::string training_fingerprint(const std::string& dataset_fingerprint, const FlowOptions& flow,
                                 const TrainOptions& options, const std::string& start_fingerprint) {
  TrainOptions relevant = options;
  relevant.workers = 1;                // changes who computes, not what
  relevant.start = start_fingerprint;  // not where it lies
  return sha256("training 3\n" + dataset_fingerprint + "\n" + architecture_text(flow) +
                canonical_text(TrainingOfKind{relevant, flow.is_published()}));
}

}  // namespace nereus
