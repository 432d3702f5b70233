#pragma once
// An HDF5 file whose bytes go to disk through AtomicFile.

#include <H5Cpp.h>

#include <memory>
#include <optional>
#include <string>

#include "base/atomic_file.hpp"

namespace nereus::detail {

/// HDF5 can neither finish nor give up a file that it cannot write. So only AtomicFile touches the disk, and
/// a failure there (full disk) is kept back from HDF5, which ends in good order; refuse_failure() reports it.
/// Memory stays flat: HDF5 keeps a few chunks of each dataset. Callers hold hdf5_lock().
class Hdf5DiskFile {
 public:
  /// What the driver that HDF5 calls shares with us.
  struct Target {
    AtomicFile* file = nullptr;
    std::optional<std::string> failure;  ///< the first one
  };

  /// \param file        receives the bytes; must live longer
  /// \param user_block  bytes left free in front, 512 or a larger power of two
  Hdf5DiskFile(AtomicFile& file, hsize_t user_block);
  ~Hdf5DiskFile();
  Hdf5DiskFile(const Hdf5DiskFile&) = delete;
  Hdf5DiskFile& operator=(const Hdf5DiskFile&) = delete;

  const H5::H5File& file() const { return file_; }

  /// \throws FileError if anything could not be written so far
  void refuse_failure() const;

  /// Writes what HDF5 still holds back.
  void close();

 private:
  std::unique_ptr<Target> target_;  // at a fixed address: HDF5 keeps a pointer to it
  H5::H5File file_;
};

/// Times would make two files with the same content differ.
void forget_times(const H5::PropList& properties);

}  // namespace nereus::detail
