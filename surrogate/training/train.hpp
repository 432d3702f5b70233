#pragma once
// Training of a surrogate from a dataset file (LibTorch stays behind this header).

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.hpp"
#include "surrogate/flow_options.hpp"
#include "surrogate/surrogate.hpp"
#include "surrogate/training/true_density.hpp"

namespace nereus {

/// Card section [train].
struct TrainOptions {
  std::int64_t steps = 8000;          ///< optimiser steps per shell
  std::int64_t batch = 4096;          ///< points per step
  double learning_rate = 2e-3;        ///< peak of warm-up, then cosine
  double final_rate_fraction = 0.01;  ///< end of the cosine
  double likelihood_fraction = 0.1;   ///< share of the steps with the negative log-likelihood first
  double tail_penalty = 1000;         ///< how much more large weights count in the loss
  double tail_margin = 0.07;          ///< ln p/q from which they do
  double waste_penalty = 10;          ///< how much more small weights count in the loss
  double average = 0.998;             ///< decay of the exponential average of the weights
  double clip_norm = 5;               ///< largest gradient norm
  std::int64_t report_every = 100;    ///< steps between measurements of RESS and checkpoints
  double target_ress = 0;             ///< stop a shell early at this RESS (0: never) [fraction]
  std::int64_t workers = 2;           ///< shells trained at the same time, one thread each
  std::string start = "auto";         ///< surrogate to begin with: "auto", "none" or a file
  std::int64_t warm_steps = 2000;     ///< steps per shell that begins with one
  double warm_learning_rate = 1e-3;   ///< peak of these
  std::string device = "cpu";         ///< "cpu", "cuda" or "auto" (cuda where present)
  std::int64_t seed = 1;
  bool enis = false;                   ///< published flow: go on with the flow's own samples
  double enis_uniform_fraction = 0.2;  ///< share of the steps before
  std::int64_t enis_points = 200000;   ///< own samples between two reports: evaluations of the truth
  void visit(FieldVisitor& visitor);
};

/// What the published flow is trained with where nothing else is said (chosen): a low learning rate and a
/// cosine to zero, no average over the steps.
TrainOptions published_training();

/// How the training of each member went.
struct TrainingReport {
  bool finished = false;                             ///< false if stopped by stop_after_steps
  std::vector<SurrogateMember> members;              ///< shells, or models of the published flow
  std::vector<std::vector<TrainingRecord>> history;  ///< of each member
  double ress(std::size_t member) const { return history[member].back().ress; }
};

/// Where a training reads, writes and waits.
struct TrainingFiles {
  std::string dataset;               ///< made by make_dataset
  std::string surrogate;             ///< written when all shells are done; its .training.json beside it
  std::string checkpoint_directory;  ///< resumed from, removed at the end
  std::string start{};               ///< surrogate to begin with; empty: random weights
};

/// Trains one flow per shell (and energy range) and writes the surrogate. Kill it at any time and run it
/// again: it goes on at the last checkpoint and ends with the same bits as an uninterrupted run. \param
/// model_fingerprint of the cross section the surrogate is meant for \param truth             needed by
/// options.enis alone \param stop_after_steps  leave each member after this many steps of this call, as if
/// killed (-1: never) \throws ModelMismatch if the dataset belongs to another model; FileError; InputError
TrainingReport train_surrogate(const TrainingFiles& files, const FlowOptions& flow,
                               const TrainOptions& options, const std::string& model_fingerprint,
                               std::int64_t stop_after_steps = -1, const TrueDensity& truth = {});

/// SHA-256 of everything that determines the trained surrogate: dataset, architecture, options, start.
/// \param start_fingerprint of the surrogate that it begins with; empty: none
std::string training_fingerprint(const std::string& dataset_fingerprint, const FlowOptions& flow,
                                 const TrainOptions& options, const std::string& start_fingerprint);

}  // namespace nereus
