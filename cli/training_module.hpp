#pragma once
// Training lives in a module that is loaded when it is needed: LibTorch takes half a second to load, and
// everything but training works on machines without it.

#include <string>

#include "surrogate/training/train.hpp"

namespace nereus {

/// What `nereus_training_module` is asked to do.
struct TrainingJob {
  TrainingFiles files;
  FlowOptions flow;
  TrainOptions options;
  std::string model_fingerprint;  ///< of the cross section the surrogate is meant for
  TrueDensity truth;              ///< needed by options.enis alone
};

/// train_surrogate in the module. \throws FileError if the module or LibTorch is not installed, and as
/// train_surrogate
TrainingReport train_in_module(const TrainingJob& job);

/// The module's one function: exceptions pass through.
extern "C" void nereus_train(const TrainingJob* job, TrainingReport* report);

}  // namespace nereus
