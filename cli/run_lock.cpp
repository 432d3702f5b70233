#include "cli/run_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace nereus {

RunLock::RunLock(const std::string& directory) {
  const std::string path = directory + "/lock";
  descriptor_ = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    throw FileError(fmt::format("cannot write in run directory '{}' ({})", directory, std::strerror(errno)));
  }
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    close(descriptor_);
    throw FileError(
        fmt::format("run directory '{}' is in use (another `nereus run` holds its lock); wait for "
                    "it, or choose another run.directory",
                    directory));
  }
}

RunLock::~RunLock() { close(descriptor_); }

}  // namespace nereus
