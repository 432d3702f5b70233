#pragma once
// Where a training goes on after it was killed.

#include <optional>
#include <string>
#include <vector>

#include "surrogate/surrogate_parts.hpp"
#include "surrogate/training/flow_trainer.hpp"
#include "surrogate/training_time.hpp"

namespace nereus {

/// State of one shell's training at a measurement.
struct Checkpoint {
  OptimiserState state;
  std::vector<TrainingRecord> history;
  TrainingTime time;  ///< so far
};

/// Sealed file, replaced atomically. \param fingerprint of the training it belongs to. \throws FileError
void write_checkpoint(const std::string& path, const Checkpoint& checkpoint, const std::string& fingerprint);

/// Nothing if there is no file, it is damaged or of another training: then the training starts anew.
std::optional<Checkpoint> read_checkpoint(const std::string& path, const std::string& fingerprint);

}  // namespace nereus
