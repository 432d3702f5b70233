#pragma once
// An HDF5 file that is written in memory and handed out as bytes.

#include <H5Cpp.h>

#include <memory>
#include <string>

namespace nereus::detail {

/// HDF5 writes into memory so that only AtomicFile touches the disk: a full disk is then one clear error of
/// write(), not a file that HDF5 can neither finish nor give up. Callers hold hdf5_lock().
class Hdf5MemoryFile {
 public:
  /// \param user_block bytes left free in front, 512 or a larger power of two
  explicit Hdf5MemoryFile(hsize_t user_block);

  const H5::H5File& file() const { return file_; }

  /// Closes the file. \return all its bytes, the user block included
  std::string close();

 private:
  std::unique_ptr<std::string> bytes_;  // at a fixed address: HDF5 keeps a pointer to it
  H5::H5File file_;
};

/// Times would make two files with the same content differ.
void forget_times(const H5::PropList& properties);

}  // namespace nereus::detail
