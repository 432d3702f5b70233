#include "base/text.hpp"

#include <gtest/gtest.h>

namespace nereus {
namespace {

// Counted by hand; "ca" -> "abc" is the classical case where optimal string alignment gives 3, not 2.
TEST(EditDistance, CountsSingleLetterMistakes) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("flux", ""), 4u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("forec", "force"), 1u);
  EXPECT_EQ(edit_distance("ca", "abc"), 3u);
}

TEST(DidYouMean, NamesTheClosestWordAndNothingFarAway) {
  const std::vector<std::string> words = {"force", "file", "step_fm"};
  EXPECT_EQ(did_you_mean("forse", words), "; did you mean 'force'?");
  EXPECT_EQ(did_you_mean("step_mf", words), "; did you mean 'step_fm'?");
  EXPECT_EQ(did_you_mean("temperature", words), "");
  EXPECT_EQ(did_you_mean("force", {}), "");
}

TEST(Join, PutsSeparatorsOnlyBetweenWords) {
  EXPECT_EQ(join({}), "");
  EXPECT_EQ(join({"a"}), "a");
  EXPECT_EQ(join({"a", "b"}, " | "), "a | b");
}

}  // namespace
}  // namespace nereus
