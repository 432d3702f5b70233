#include "base/file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace nereus {

FileLock::FileLock(const std::string& path, IfHeld if_held, const std::string& held_message) {
  descriptor_ = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw FileError(fmt::format("cannot write '{}' ({})", path, std::strerror(errno)));
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  if (if_held == IfHeld::wait) {
    spdlog::info("{}", held_message);
    if (flock(descriptor_, LOCK_EX) == 0) return;
  }
  close(descriptor_);
  throw FileError(held_message);
}

FileLock::~FileLock() { close(descriptor_); }

}  // namespace nereus
