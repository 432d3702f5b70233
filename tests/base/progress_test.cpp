#include "base/progress.hpp"

#include <gtest/gtest.h>

namespace nereus {
namespace {

// Tests run without a terminal: plain lines are expected, never a carriage return.
TEST(Progress, WritesOnePlainLineAtTheEndOfShortWork) {
  testing::internal::CaptureStderr();
  {
    Progress progress("counting", 1000);
    for (int i = 1; i <= 1000; ++i) progress.update(i, "note");
    progress.finish("RESS 99.1 %");
  }
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(text, "counting: 100 %  (0 s)  RESS 99.1 %\n");
}

TEST(Progress, SurvivesWorkOfNoSteps) {
  testing::internal::CaptureStderr();
  Progress progress("nothing", 0);
  progress.update(0);
  progress.update(5);
  progress.finish();
  progress.finish();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "nothing: 100 %  (0 s)\n");
}

}  // namespace
}  // namespace nereus
