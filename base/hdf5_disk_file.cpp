#include "base/hdf5_disk_file.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"

namespace nereus::detail {
namespace {

using Target = Hdf5DiskFile::Target;

/// What HDF5 knows of an open file: its own part first.
struct DriverFile {
  H5FD_t shared{};
  Target* target = nullptr;
  haddr_t allocated = 0;  ///< end of what HDF5 has given out
  haddr_t end = 0;        ///< end of what was written
};

DriverFile& driver_file(H5FD_t* file) { return *reinterpret_cast<DriverFile*>(file); }
const DriverFile& driver_file(const H5FD_t* file) { return *reinterpret_cast<const DriverFile*>(file); }

/// Does `action` unless the disk has failed before; HDF5 never hears of a failure.
template <class Action>
void remember_failure(Target& target, Action action) {
  if (target.failure) return;
  try {
    action(*target.file);
  } catch (const FileError& error) {
    target.failure = error.what();
  }
}

H5FD_t* open_target(const char*, unsigned, hid_t access, haddr_t) {
  auto* const opened = new DriverFile;
  opened->target = *static_cast<Target* const*>(H5Pget_driver_info(access));
  return &opened->shared;
}

herr_t close_target(H5FD_t* file) {
  delete &driver_file(file);
  return 0;
}

/// Small pieces are collected before they are written, as by HDF5's own driver for files.
herr_t query(const H5FD_t*, unsigned long* flags) {
  if (flags != nullptr) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA;
  }
  return 0;
}

haddr_t get_allocated(const H5FD_t* file, H5FD_mem_t) { return driver_file(file).allocated; }

herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t address) {
  driver_file(file).allocated = address;
  return 0;
}

haddr_t get_end(const H5FD_t* file, H5FD_mem_t) { return driver_file(file).end; }

herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer) {
  auto* const bytes = static_cast<char*>(buffer);
  std::fill(bytes, bytes + size, '\0');  // after a failure nothing is read
  remember_failure(*driver_file(file).target,
                   [&](const AtomicFile& target) { target.read_at(address, bytes, size); });
  return 0;
}

herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, const void* buffer) {
  DriverFile& opened = driver_file(file);
  remember_failure(*opened.target, [&](AtomicFile& target) {
    target.write_at(address, static_cast<const char*>(buffer), size);
  });
  opened.end = std::max<haddr_t>(opened.end, address + size);
  return 0;
}

herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  DriverFile& opened = driver_file(file);
  if (opened.end != opened.allocated) {
    remember_failure(*opened.target, [&](AtomicFile& target) { target.resize(opened.allocated); });
    opened.end = opened.allocated;
  }
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t driver{};
  driver.name = "nereus_atomic_file";
  driver.maxaddr = static_cast<haddr_t>(std::numeric_limits<std::int64_t>::max());
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(Target*);
  driver.open = open_target;
  driver.close = close_target;
  driver.query = query;
  driver.get_eoa = get_allocated;
  driver.set_eoa = set_allocated;
  driver.get_eof = get_end;
  driver.read = read;
  driver.write = write;
  driver.truncate = truncate;
  constexpr H5FD_mem_t one_free_list_each[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(one_free_list_each), std::end(one_free_list_each), driver.fl_map);
  return driver;
}

/// Registered once per process.
hid_t driver_id() {
  static const H5FD_class_t driver = driver_class();
  static const hid_t id = H5FDregister(&driver);
  return id;
}

}  // namespace

void forget_times(const H5::PropList& properties) { H5Pset_obj_track_times(properties.getId(), 0); }

Hdf5DiskFile::Hdf5DiskFile(AtomicFile& file, hsize_t user_block) : target_(std::make_unique<Target>()) {
  target_->file = &file;
  const Target* const pointer = target_.get();
  H5::FileAccPropList access;
  if (H5Pset_driver(access.getId(), driver_id(), &pointer) < 0) {
    throw H5::PropListIException("H5Pset_driver", "refused");
  }
  access.setLibverBounds(H5F_LIBVER_V110, H5F_LIBVER_V110);
  H5::FileCreatPropList creation;
  creation.setUserblock(user_block);
  forget_times(creation);
  file_ = H5::H5File(file.temporary_path(), H5F_ACC_TRUNC, creation, access);
}

Hdf5DiskFile::~Hdf5DiskFile() {
  try {
    file_.close();
  } catch (const H5::Exception&) {  // the file is given up, and the failure was reported
  }
}

void Hdf5DiskFile::refuse_failure() const {
  if (target_->failure) throw FileError(*target_->failure);
}

void Hdf5DiskFile::close() { file_.close(); }

}  // namespace nereus::detail
