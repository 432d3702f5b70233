#pragma once
// One `nereus run` at a time in a directory.

#include <string>

namespace nereus {

/// Holds a directory while it lives; the system lets go of it if the program is killed.
class RunLock {
 public:
  /// \throws FileError if another process holds the directory, or it cannot be written
  explicit RunLock(const std::string& directory);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace nereus
