#include "base/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "base/file_lock.hpp"

namespace nereus {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int reason) {
  throw FileError(fmt::format("cannot write {} ({})", path, std::strerror(reason)));
}

/// The file itself, not a link to it; its folder exists afterwards.
std::string prepared(const std::string& path) {
  if (path.empty()) throw FileError("cannot write a file without a name (the path is empty)");
  std::error_code error;
  fs::path target(path);
  if (fs::is_symlink(target, error)) {
    target = fs::weakly_canonical(target, error);
    if (error) fail(path, error.value());
  }
  const fs::file_status status = fs::status(target, error);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    throw FileError(fmt::format("cannot write {} (it exists and is not a regular file)", path));
  }
  make_folder_of(target.string());
  return target.string();
}

/// Opens the temporary and locks it; the lock dies with the process, however that ends.
int open_locked(const std::string& temporary, const std::string& path) {
  while (true) {
    const int descriptor = open(temporary.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(path, errno);
    if (!try_lock(descriptor)) {
      close(descriptor);
      throw FileError(fmt::format("cannot write {} (another process is writing it)", path));
    }
    if (has_name(descriptor, temporary)) return descriptor;
    close(descriptor);
  }
}

/// Makes a rename survive a power cut; best effort, not every file system can.
void flush_folder(const std::string& path) {
  const std::string folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

void make_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) return;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(path, error.value());
}

AtomicFile::AtomicFile(const std::string& path) : path_(prepared(path)), temporary_(path_ + ".part") {
  descriptor_ = open_locked(temporary_, path_);
  if (ftruncate(descriptor_, 0) != 0) {
    const int reason = errno;
    close(descriptor_);
    fail(path_, reason);
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  unlink(temporary_.c_str());
  close(descriptor_);
}

void AtomicFile::write_at(std::uint64_t offset, const char* bytes, std::size_t size) {
  std::size_t written = 0;
  while (written < size) {
    const ssize_t count =
        pwrite(descriptor_, bytes + written, size - written, static_cast<off_t>(offset + written));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path_, errno);
    written += static_cast<std::size_t>(count);
  }
  end_ = std::max<std::uint64_t>(end_, offset + size);
}

void AtomicFile::read_at(std::uint64_t offset, char* bytes, std::size_t size) const {
  std::size_t got = 0;
  while (got < size) {
    const ssize_t count = pread(descriptor_, bytes + got, size - got, static_cast<off_t>(offset + got));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      throw FileError(fmt::format("cannot read {} ({})", temporary_, std::strerror(errno)));
    }
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  std::fill(bytes + got, bytes + size, '\0');
}

void AtomicFile::resize(std::uint64_t size) {
  if (ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail(path_, errno);
  end_ = size;
}

void AtomicFile::commit() {
  if (fsync(descriptor_) != 0) fail(path_, errno);
  if (rename(temporary_.c_str(), path_.c_str()) != 0) fail(path_, errno);
  close(descriptor_);  // and with it the lock: HDF5 asks for one of its own when it reads
  descriptor_ = -1;
  flush_folder(path_);
}

void write_text_file(const std::string& path, const std::string& text) {
  AtomicFile file(path);
  file.append(text);
  file.commit();
}

std::string read_text_file(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw FileError(fmt::format("cannot read {} (it is a folder)", path));
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(fmt::format("cannot read {} ({})", path, std::strerror(errno)));
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) throw FileError(fmt::format("cannot read {} to its end (I/O error)", path));
  return text.str();
}

}  // namespace nereus
