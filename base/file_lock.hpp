#pragma once
// One process at a time.

#include <string>

namespace nereus {

/// Holds the lock of a file while it lives, and removes the file; the system lets go of it if the program is
/// killed. File systems that know no locks (some clusters) give none: there, everybody holds it.
class FileLock {
 public:
  enum class IfHeld { fail, wait };

  /// \param path  of the lock file, which is made
  /// \param if_held  what to do if another process holds it; `wait` says so once
  /// \param held_message  of the error, or what is said before waiting
  /// \throws FileError if another process holds it (`fail`), or the file cannot be written
  FileLock(const std::string& path, IfHeld if_held, const std::string& held_message);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  std::string path_;
  int descriptor_ = -1;
};

/// False if another process holds the lock of this open file; true also where there are no locks.
bool try_lock(int descriptor);

/// True if the open file still has this name: another process may have renamed or removed it since.
bool has_name(int descriptor, const std::string& path);

}  // namespace nereus
