#pragma once
// The one way of running a loop on several threads.

#include <cstddef>
#include <functional>

namespace nereus {

/// Number of threads for a loop: passed in, never global.
struct Threads {
  int count = 1;
  /// All hardware threads available to the process.
  static Threads all();
};

/// Calls body(i) for i in [0, count), in chunks of `grain`, on `threads` threads (OpenMP; std::thread
/// in builds for ThreadSanitizer). The first exception is carried out of the loop. Inside the body
/// nested parallel_for calls run serially.
void parallel_for(std::size_t count, Threads threads, const std::function<void(std::size_t)>& body,
                  std::size_t grain = 1);

}  // namespace nereus
