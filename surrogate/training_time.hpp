#pragma once
// SURROGATE.training.json: what the training of a surrogate took. Beside the file, which holds nothing that
// two runs of the same training do not share.

#include <optional>
#include <string>

namespace nereus {

/// Sums over the members of a surrogate. Steps that were lost to a killed process do not count.
struct TrainingTime {
  double cpu_seconds = 0;   ///< of the threads that trained
  double wall_seconds = 0;  ///< member after member, even if they were trained side by side
  TrainingTime& operator+=(const TrainingTime& other) {
    cpu_seconds += other.cpu_seconds;
    wall_seconds += other.wall_seconds;
    return *this;
  }
};

struct TrainingTimes {
  TrainingTime own;
  TrainingTime
      from_nothing;  ///< with the trainings of the surrogates that it began with, as far as they are known
};

/// \throws FileError
void write_training_times(const std::string& surrogate_path, const TrainingTimes& times);

/// Nothing if there is no such file, or if it belongs to another surrogate (SHA-256 of the file differs).
std::optional<TrainingTimes> read_training_times(const std::string& surrogate_path);

}  // namespace nereus
