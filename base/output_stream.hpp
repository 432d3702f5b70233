#pragma once
// Where long text goes: a file that appears whole, or standard output; compressed on the way if asked for.

#include <memory>
#include <ostream>
#include <string>

namespace nereus {

/// A std::ostream for libraries that want one, with the errors of AtomicFile. Memory stays flat.
class OutputStream {
 public:
  /// A file that appears at close(); one that ends in ".gz" is compressed.
  /// \throws FileError as AtomicFile
  static std::unique_ptr<OutputStream> to_file(const std::string& path);
  /// \param gzip  compressed, as `| gzip` would
  static std::unique_ptr<OutputStream> to_standard_output(bool gzip);

  ~OutputStream();
  OutputStream(const OutputStream&) = delete;
  OutputStream& operator=(const OutputStream&) = delete;

  /// A failure sets its badbit and is kept for refuse_failure().
  std::ostream& stream();
  /// \throws FileError if anything could not be written so far (full disk, closed pipe)
  void refuse_failure() const;
  /// Writes what is left; a file appears. \throws FileError
  void close();

 private:
  struct State;
  explicit OutputStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace nereus
