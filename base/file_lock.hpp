#pragma once
// One process at a time.

#include <string>

namespace nereus {

/// Holds the lock of a file while it lives; the system lets go of it if the program is killed. The file is
/// made if it is missing, and stays.
class FileLock {
 public:
  enum class IfHeld { fail, wait };

  /// \param path  of the lock file
  /// \param if_held  what to do if another process holds it; `wait` says so once
  /// \param held_message  of the error, or what is said before waiting
  /// \throws FileError if another process holds it (`fail`), or the file cannot be written
  FileLock(const std::string& path, IfHeld if_held, const std::string& held_message);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace nereus
