#pragma once
// Trains the members of a surrogate on worker threads.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "surrogate/dataset.hpp"
#include "surrogate/flow_options.hpp"
#include "surrogate/surrogate_parts.hpp"
#include "surrogate/training/train.hpp"
#include "surrogate/training_time.hpp"

namespace nereus {

/// Everything the workers share and only read.
struct Training {
  const Dataset& dataset;
  const PhaseSpaceModel& phase_space;
  const FlowOptions& flow;
  const TrainOptions& options;
  const TrueDensity& truth;
  const std::vector<SurrogateMember> members;
  const std::string checkpoint_directory, fingerprint;
  const std::int64_t stop_after_steps;
  const std::optional<SurrogateParts> start;

  const Shell& shell(std::size_t member) const { return phase_space.shells[members[member].shell]; }
  /// Weights to begin with, if `start` has some that fit.
  std::optional<std::vector<float>> warm_parameters(std::size_t member) const;
  /// Training that goes on needs fewer steps, smaller ones, and no search for the bulk.
  TrainOptions member_options(std::size_t member) const;
};

struct MemberResult {
  std::vector<float> parameters;
  std::vector<TrainingRecord> history;
  TrainingTime time;
  bool finished = false;
};

/// Members in turn on `workers` threads, each from its checkpoint if it has one; the first exception is
/// carried out.
std::vector<MemberResult> train_members(const Training& training);

}  // namespace nereus
