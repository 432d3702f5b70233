#pragma once
// Events as HDF5.

#include <string>
#include <vector>

#include "base/sealed_file.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"

namespace nereus {

/// PREFIX.h5: group /events with one dataset per quantity, sealed. It grows on disk: memory stays flat.
class EventFileWriter {
 public:
  EventFileWriter(const std::string& path, const RunHeader& header);
  void write(const std::vector<RecordedEvent>& events);
  /// Adds what all events share and makes the file appear. \throws FileError
  void close();

 private:
  void write_run();
  void write_flux();
  void write_shells();
  SealedFileWriter file_;
  RunHeader header_;
};

}  // namespace nereus
