#pragma once
// All outputs of a run at once, and its summary: the same for events that are drawn and for shards that are
// joined.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/file_lock.hpp"
#include "generator/event_file_writer.hpp"
#include "generator/generation_summary.hpp"
#include "generator/nuhepmc_writer.hpp"
#include "generator/recorded_event.hpp"
#include "generator/sigma_estimate.hpp"
#include "generator/weight_spread.hpp"

namespace nereus {

/// Takes the events of a run, or of a shard, in order.
class EventOutput {
 public:
  /// Files PREFIX.h5, PREFIX.hepmc3 or PREFIX.hepmc3.gz as the formats of the header say, and with weights
  /// besides "CV" PREFIX.variations.json; a shard has PREFIX.h5 alone.
  EventOutput(const RunHeader& header, const std::string& prefix);
  /// NuHepMC alone, to any stream.
  EventOutput(const RunHeader& header, std::unique_ptr<OutputStream> hepmc3);

  void write(const std::vector<RecordedEvent>& events);
  /// Makes the files appear. \throws FileError
  GenerationSummary close();

 private:
  RunHeader header_;
  std::string prefix_;
  std::unique_ptr<EventFileWriter> event_file_;
  std::unique_ptr<NuHepmcWriter> hepmc_;
  std::int64_t overweight_ = 0;
  double above_one_ = 0;  ///< sum of what accept-reject leaves above a weight of 1
  WeightSummary weights_;
  SigmaEstimate sigma_;
  std::unique_ptr<WeightSpread> spread_;  ///< null: there is "CV" alone
};

/// Holds PREFIX.lock: whoever writes a run has it from the first event to the manifest, so that all files are
/// of one run. The folder is made. \throws FileError if another process has it
FileLock lock_outputs(const std::string& prefix);

/// Path of the NuHepMC file of a run.
std::string hepmc3_path(const std::string& prefix, const OutputFormats& formats);

}  // namespace nereus
