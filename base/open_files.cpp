#include "base/open_files.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"

namespace nereus {

void allow_open_files(std::size_t count) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count) return;
  if (limit.rlim_max < count) {
    throw FileError(fmt::format("cannot have {} files open at once (the system allows {}); see `ulimit -Hn`",
                                count, limit.rlim_max));
  }
  limit.rlim_cur = count;
  if (setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    throw FileError(fmt::format("cannot have {} files open at once ({})", count, std::strerror(errno)));
  }
}

}  // namespace nereus
