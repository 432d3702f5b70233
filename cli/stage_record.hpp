#pragma once
// What a finished stage of `nereus run` was made from: decides whether it can be used again.

#include <map>
#include <string>
#include <vector>

namespace nereus {

/// Kept as `<stage>.stage.json` beside the stage's files, written after them: a stage without a record
/// is not finished.
struct StageRecord {
  /// Fingerprint of each thing that determines the result, by the name people call it.
  std::map<std::string, std::string> inputs;
  /// SHA-256 of each file of the stage, by name relative to the run directory.
  std::map<std::string, std::string> outputs;
};

/// Answer to "must this stage run?", with the reason as people read it.
struct StageDecision {
  bool reuse = false;
  std::string reason;  ///< "same nucleus, force, constants", "dataset changed"
};

/// \param record_path record of an earlier run, need not exist
/// \param directory   folder of the outputs
/// \param inputs      fingerprints of now
StageDecision decide_stage(const std::string& record_path, const std::string& directory,
                           const std::map<std::string, std::string>& inputs);

/// Hashes the outputs and writes the record. \throws FileError
void write_stage_record(const std::string& record_path, const std::string& directory,
                        const std::map<std::string, std::string>& inputs,
                        const std::vector<std::string>& outputs);

}  // namespace nereus
