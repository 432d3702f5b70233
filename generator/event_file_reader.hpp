#pragma once
// Files of events read back.

#include <string>
#include <vector>

#include "base/sealed_file.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"

namespace nereus {

/// PREFIX.h5, or the file of a shard. A writer that is given what is read here writes the same file.
class EventFileReader {
 public:
  /// \throws FileError if missing, damaged, or not a file of events of this version
  explicit EventFileReader(const std::string& path);

  const std::string& path() const { return file_.path(); }
  const RunHeader& header() const { return header_; }
  /// Events in the file.
  std::int64_t events() const { return events_; }
  /// Events number first ... first + count - 1 of the file. \throws FileError if there are fewer
  std::vector<RecordedEvent> read(std::int64_t first, std::size_t count) const;

 private:
  SealedFileReader file_;
  RunHeader header_;
  std::int64_t events_ = 0;
};

}  // namespace nereus
