#include "base/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace nereus {
namespace {

/// Answer of flock(2): 0 or the reason; signals do not disturb it.
int lock_result(int descriptor, int operation) {
  while (flock(descriptor, operation) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace

bool has_name(int descriptor, const std::string& path) {
  struct stat opened, named;
  return fstat(descriptor, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

bool try_lock(int descriptor) { return lock_result(descriptor, LOCK_EX | LOCK_NB) != EWOULDBLOCK; }

FileLock::FileLock(const std::string& path, IfHeld if_held, const std::string& held_message) : path_(path) {
  while (true) {
    descriptor_ = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor_ < 0) throw FileError(fmt::format("cannot write {} ({})", path, std::strerror(errno)));
    if (!try_lock(descriptor_)) {
      if (if_held == IfHeld::fail) {
        close(descriptor_);
        throw FileError(held_message);
      }
      spdlog::info("{}", held_message);
      lock_result(descriptor_, LOCK_EX);
    }
    if (has_name(descriptor_, path)) return;
    close(descriptor_);  // its last holder has removed it
  }
}

FileLock::~FileLock() {
  unlink(path_.c_str());  // while it is held: whoever waits for it makes another one
  close(descriptor_);
}

}  // namespace nereus
