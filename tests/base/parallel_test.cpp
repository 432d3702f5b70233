#include "base/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <set>
#include <thread>
#include <vector>

#include "base/error.hpp"

namespace nereus {
namespace {

std::vector<double> computed(Threads threads, std::size_t grain) {
  std::vector<double> result(1000);
  parallel_for(
      result.size(), threads, [&](std::size_t i) { result[i] += std::sin(static_cast<double>(i)); }, grain);
  return result;
}

TEST(ParallelFor, VisitsEveryIndexOnceWithAnyNumberOfThreads) {
  const std::vector<double> serial = computed({1}, 1);
  for (const int threads : {1, 2, 5}) {
    for (const std::size_t grain : {0u, 1u, 7u, 5000u}) {
      EXPECT_EQ(computed({threads}, grain), serial) << threads << " threads, grain " << grain;
    }
  }
}

TEST(ParallelFor, DoesNothingForAnEmptyRange) {
  parallel_for(0, {2}, [](std::size_t) { FAIL(); });
}

// Which exception is carried out must not depend on who was faster.
TEST(ParallelFor, CarriesOutTheExceptionOfTheLowestIndex) {
  for (int repeat = 0; repeat < 50; ++repeat) {
    for (const int threads : {1, 2, 4}) {
      try {
        parallel_for(200, {threads}, [](std::size_t i) {
          if (i % 30 == 17) throw InputError("index " + std::to_string(i));
        });
        ADD_FAILURE() << "no exception";
      } catch (const InputError& error) {
        EXPECT_STREQ(error.what(), "index 17");
      }
    }
  }
}

TEST(ParallelFor, StopsEarlyAfterAnException) {
  std::atomic<int> visited{0};
  EXPECT_THROW(parallel_for(1000000, {2},
                            [&](std::size_t) {
                              ++visited;
                              throw InputError("stop");
                            }),
               InputError);
  EXPECT_LE(visited.load(), 2);
}

TEST(ParallelFor, RunsNestedLoopsOnTheSameThread) {
  std::atomic<int> elsewhere{0}, visited{0};
  parallel_for(4, {2}, [&](std::size_t) {
    const auto outer = std::this_thread::get_id();
    parallel_for(10, {2}, [&](std::size_t) {
      ++visited;
      if (std::this_thread::get_id() != outer) ++elsewhere;
    });
  });
  EXPECT_EQ(visited.load(), 40);
  EXPECT_EQ(elsewhere.load(), 0);
}

TEST(ParallelFor, RefusesLessThanOneThread) {
  EXPECT_THROW(parallel_for(1, {0}, [](std::size_t) {}), InputError);
  EXPECT_THROW(parallel_for(1, {-3}, [](std::size_t) {}), InputError);
  EXPECT_GE(Threads::all().count, 1);
}

}  // namespace
}  // namespace nereus
