#include "base/options.hpp"

#include <gtest/gtest.h>

#include "base/constants.hpp"
#include "base/run_card.hpp"

namespace nereus {
namespace {

struct Everything {
  double step = 0.05;
  std::int64_t count = 3;
  bool on = true;
  std::string word = "a \"b\" \\ \n";
  std::string choice = "red";
  std::vector<double> list = {1, 2.5, 1e-9};
  WordOrTable widths = {"none", {}};

  void visit(FieldVisitor& visitor) {
    visitor.field("step", step, "radial step [fm]", {0.01, 0.5});
    visitor.field("count", count, "how many", {1, std::numeric_limits<double>::max()});
    visitor.field("on", on, "switch");
    visitor.field("word", word, "any text");
    visitor.field("choice", choice, "colour", {"red", "blue"});
    visitor.field("list", list, "energies [MeV]");
    visitor.field("widths", widths, "widths [MeV]", {"none", "measured"}, {0, 100});
  }
};

TEST(CanonicalText, IsOneTomlLinePerField) {
  EXPECT_EQ(canonical_text(Everything()),
            "step = 0.05\ncount = 3\non = true\nword = \"a \\\"b\\\" \\\\ \\u000a\"\nchoice = \"red\"\n"
            "list = [1, 2.5, 1e-09]\nwidths = \"none\"\n");
}

TEST(CanonicalText, WritesATableInTheOrderOfItsKeys) {
  Everything options;
  options.widths = {"", {{"n:1s1/2", 20}, {"1p3/2", 0.1}}};
  const std::string text = canonical_text(options);
  EXPECT_NE(text.find("widths = { \"1p3/2\" = 0.1, \"n:1s1/2\" = 20 }\n"), std::string::npos) << text;
}

TEST(CanonicalText, ReadsBackToTheSameOptions) {
  Everything changed;
  changed.step = 1.0 / 7;
  changed.count = 1000000007;
  changed.on = false;
  changed.word = "tab\there, \x7f and ü";
  changed.choice = "blue";
  changed.list = {};
  changed.widths = {"", {{"1s1/2", 1.0 / 3}, {"a \"b\" \\ \n", 20}}};
  RunCard card = RunCard::from_text(canonical_text(changed), "card");
  Everything read;
  card.read("", read);
  EXPECT_EQ(canonical_text(read), canonical_text(changed));
  EXPECT_EQ(read.word, changed.word);
  EXPECT_EQ(read.widths.table, changed.widths.table);
  EXPECT_FALSE(read.widths.is_word());
  RunCard annotated = RunCard::from_text(annotated_text(changed), "card");
  Everything read_annotated;
  annotated.read("", read_annotated);
  EXPECT_EQ(canonical_text(read_annotated), canonical_text(changed));
}

TEST(AnnotatedText, ShowsTheRuleOfEachField) {
  const std::string text = annotated_text(Everything());
  EXPECT_NE(text.find("# radial step [fm] (0.01 ... 0.5)\nstep = 0.05\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# how many (at least 1)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# colour (one of: red, blue)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# any text\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# widths [MeV] (one of: none, measured, or a table of numbers, each 0 ... 100)\n"),
            std::string::npos)
      << text;
}

TEST(PhysicalConstants, DefaultsLieInTheirOwnRanges) {
  RunCard card = RunCard::from_text(canonical_text(PhysicalConstants()), "card");
  PhysicalConstants constants;
  EXPECT_NO_THROW(card.read("", constants));
  EXPECT_NO_THROW(card.refuse_unread());
}

// e^2 = alpha hbar c = 1.439964... MeV fm (CODATA 2018), seven digits as usually quoted.
TEST(PhysicalConstants, GiveTheCoulombConstant) { EXPECT_NEAR(PhysicalConstants().e2(), 1.4399645, 1e-7); }

}  // namespace
}  // namespace nereus
