#pragma once
// The course of a training inside a sealed file.

#include <string>
#include <vector>

#include "base/sealed_file.hpp"
#include "surrogate/surrogate_parts.hpp"

namespace nereus {

/// Datasets step, loss and ress in `group`/history; nothing for an empty history.
void write_history(SealedFileWriter& file, const std::string& group,
                   const std::vector<TrainingRecord>& history);
/// Empty if there is none. \throws FileError
std::vector<TrainingRecord> read_history(const SealedFileReader& file, const std::string& group);

}  // namespace nereus
