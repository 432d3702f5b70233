#pragma once
// Files appear whole or not at all: written under a temporary name, flushed, then renamed.

#include <cstddef>
#include <cstdint>
#include <string>

namespace nereus {

/// A file being written. `commit()` makes it appear; without it the destructor removes the temporary.
/// The temporary is "<path>.part"; what a killed process left there is overwritten by the next one.
class AtomicFile {
 public:
  /// Creates the empty temporary and locks it against other processes.
  /// \param path final name; missing folders are made, a symbolic link is followed
  /// \throws FileError if the folder is not writable, `path` exists but is not a regular file, or another
  ///         process is writing it
  explicit AtomicFile(const std::string& path);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Name to open for writing, by any library.
  const std::string& temporary_path() const { return temporary_; }
  /// Appends bytes to the temporary. \throws FileError (full disk)
  void append(const std::string& bytes) { append(bytes.data(), bytes.size()); }
  void append(const char* bytes, std::size_t size) { write_at(end_, bytes, size); }
  /// Puts bytes at an offset, which may lie behind the end. \throws FileError (full disk)
  void write_at(std::uint64_t offset, const char* bytes, std::size_t size);
  /// Reads bytes from an offset; what lies behind the end reads as zeros. \throws FileError
  void read_at(std::uint64_t offset, char* bytes, std::size_t size) const;
  /// Cuts the temporary, or lengthens it by zeros. \throws FileError
  void resize(std::uint64_t size);
  /// fsync, then rename onto the final name. \throws FileError (full disk, permissions)
  void commit();

 private:
  std::string path_, temporary_;
  int descriptor_ = -1;    // -1: committed
  std::uint64_t end_ = 0;  // size of the temporary
};

/// Makes the folder that a file of this path lies in. \throws FileError
void make_folder_of(const std::string& path);

/// Writes a whole text file atomically. \throws FileError
void write_text_file(const std::string& path, const std::string& text);

/// Reads a whole file. \throws FileError
std::string read_text_file(const std::string& path);

}  // namespace nereus
