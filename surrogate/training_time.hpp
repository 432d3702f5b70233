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

/// \throws FileError
void write_training_time(const std::string& surrogate_path, const TrainingTime& time);

/// Nothing if there is no such file, or if it belongs to another surrogate (SHA-256 of the file differs).
std::optional<TrainingTime> read_training_time(const std::string& surrogate_path);

}  // namespace nereus
