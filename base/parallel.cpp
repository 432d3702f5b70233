#include "base/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#ifndef NEREUS_STD_THREADS
#include <omp.h>
#endif

#include "base/error.hpp"

namespace nereus {
namespace {

/// True on a thread that is inside a loop body: nested loops run serially there.
thread_local bool inside_loop = false;

/// Hands out chunks in increasing order and keeps the exception with the lowest index. A chunk that was
/// handed out is always finished, hence all chunks below a failing one were run: which exception is
/// carried out does not depend on the number of threads.
class Loop {
 public:
  Loop(std::size_t count, std::size_t grain, const std::function<void(std::size_t)>& body)
      : count_(count), grain_(grain), body_(body) {}

  /// What each thread does.
  void work() {
    const bool was_inside = inside_loop;
    inside_loop = true;
    while (!failed_.load()) {
      const std::size_t begin = next_.fetch_add(grain_);
      if (begin >= count_) break;
      run_chunk(begin, std::min(begin + grain_, count_));
    }
    inside_loop = was_inside;
  }

  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void run_chunk(std::size_t begin, std::size_t end) {
    std::size_t i = begin;
    try {
      for (; i < end; ++i) body_(i);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!error_ || i < failed_index_) {
        error_ = std::current_exception();
        failed_index_ = i;
      }
      failed_.store(true);
    }
  }

  const std::size_t count_, grain_;
  const std::function<void(std::size_t)>& body_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::exception_ptr error_;
  std::size_t failed_index_ = 0;
};

void run_on_threads(int threads, Loop& loop) {
#ifdef NEREUS_STD_THREADS
  std::vector<std::thread> others;
  try {
    for (int i = 1; i < threads; ++i) others.emplace_back([&loop] { loop.work(); });
  } catch (const std::system_error&) {
    // The system has no more threads: those that it gave do the work.
  }
  loop.work();
  for (std::thread& other : others) other.join();
#else
#pragma omp parallel num_threads(threads)
  loop.work();
#endif
}

}  // namespace

Threads Threads::all() {
#ifdef NEREUS_STD_THREADS
  return {std::max(1, static_cast<int>(std::thread::hardware_concurrency()))};
#else
  return {omp_get_num_procs()};
#endif
}

void parallel_for(std::size_t count, Threads threads, const std::function<void(std::size_t)>& body,
                  std::size_t grain) {
  if (threads.count < 1) {
    throw InputError(fmt::format("cannot use {} threads (at least 1 is needed)", threads.count));
  }
  if (count == 0) return;
  grain = std::max<std::size_t>(grain, 1);
  Loop loop(count, grain, body);
  const std::size_t chunks = (count - 1) / grain + 1;
  const bool serial = inside_loop || threads.count == 1 || chunks == 1;
  if (serial) {
    loop.work();
  } else {
    run_on_threads(static_cast<int>(std::min<std::size_t>(chunks, static_cast<std::size_t>(threads.count))),
                   loop);
  }
  loop.rethrow();
}

}  // namespace nereus
