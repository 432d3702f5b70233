#include "base/hdf5_memory_file.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

namespace nereus::detail {
namespace {

// HDF5 asks these functions for the memory of the file. The last one receives it complete, when the file is
// closed. (H5Fget_file_image of HDF5 1.10 is no way out: it clears a flag of the superblock and leaves the
// checksum of the superblock wrong.)

void* allocate(size_t size, H5FD_file_image_op_t, void* bytes) {
  static_cast<std::string*>(bytes)->resize(size);
  return std::malloc(size);
}

void* resize(void* memory, size_t size, H5FD_file_image_op_t, void* bytes) {
  static_cast<std::string*>(bytes)->resize(size);
  return std::realloc(memory, size);
}

herr_t hand_over(void* memory, H5FD_file_image_op_t operation, void* bytes) {
  if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE && memory != nullptr) {
    auto& target = *static_cast<std::string*>(bytes);
    target.assign(static_cast<const char*>(memory), target.size());
  }
  std::free(memory);
  return 0;
}

void* share(void* bytes) { return bytes; }
herr_t keep(void*) { return 0; }

/// End-of-file address in superblock version 3, little-endian at byte 28: memory grows in larger steps.
std::size_t used_size(const std::string& bytes, std::size_t superblock) {
  std::uint64_t end = 0;
  for (std::size_t i = 8; i-- > 0;) {
    end = end << 8 | static_cast<unsigned char>(bytes.at(superblock + 28 + i));
  }
  return end;
}

}  // namespace

void forget_times(const H5::PropList& properties) { H5Pset_obj_track_times(properties.getId(), 0); }

Hdf5MemoryFile::Hdf5MemoryFile(hsize_t user_block) : bytes_(std::make_unique<std::string>()) {
  constexpr std::size_t growth = 1 << 18;
  H5FD_file_image_callbacks_t callbacks{};
  callbacks.image_malloc = allocate;
  callbacks.image_realloc = resize;
  callbacks.image_free = hand_over;
  callbacks.udata_copy = share;
  callbacks.udata_free = keep;
  callbacks.udata = bytes_.get();

  H5::FileAccPropList access;
  access.setCore(growth, false);
  access.setLibverBounds(H5F_LIBVER_V110, H5F_LIBVER_V110);
  if (H5Pset_file_image_callbacks(access.getId(), &callbacks) < 0) {
    throw H5::PropListIException("H5Pset_file_image_callbacks", "refused");
  }
  H5::FileCreatPropList creation;
  creation.setUserblock(user_block);
  forget_times(creation);
  // HDF5 takes two open files of the same name for one.
  const std::string name = fmt::format("in_memory_{}", static_cast<const void*>(bytes_.get()));
  file_ = H5::H5File(name, H5F_ACC_TRUNC, creation, access);
}

std::string Hdf5MemoryFile::close() {
  const hsize_t superblock = file_.getCreatePlist().getUserblock();
  file_.close();
  std::string bytes = std::move(*bytes_);
  bytes.resize(used_size(bytes, superblock));
  return bytes;
}

}  // namespace nereus::detail
