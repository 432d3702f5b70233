#pragma once
// Time of the calling thread alone.

#include <ctime>

namespace nereus {

/// Seconds the calling thread has run: other work on the machine does not stretch them.
inline double core_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace nereus
