#include "base/open_files.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

rlim_t soft_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

TEST(OpenFiles, TheLimitIsRaisedAsFarAsTheSystemAllowsAndNoFurther) {
  rlimit before{};
  getrlimit(RLIMIT_NOFILE, &before);
  ASSERT_GE(before.rlim_max, 100U);
  rlimit low{64, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  allow_open_files(50);
  EXPECT_EQ(soft_limit(), 64U);
  allow_open_files(100);
  EXPECT_EQ(soft_limit(), 100U);
  if (before.rlim_max != RLIM_INFINITY) {
    EXPECT_REFUSED(allow_open_files(before.rlim_max + 1), FileError, "ulimit -Hn");
  }
  setrlimit(RLIMIT_NOFILE, &before);
}

}  // namespace
}  // namespace nereus
