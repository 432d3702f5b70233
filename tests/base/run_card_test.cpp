#include "base/run_card.hpp"

#include <cmath>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

struct TopOptions {
  std::string nucleus = "C12";
  void visit(FieldVisitor& visitor) { visitor.field("nucleus", nucleus, "nucleus"); }
};

struct FieldOptions {
  std::string force = "SLy4";
  double step_fm = 0.05;
  std::int64_t iterations = 500;
  bool centre_of_mass = true;
  std::vector<double> energies = {1, 2};
  void visit(FieldVisitor& visitor) {
    visitor.field("force", force, "Skyrme force", {"SLy4", "SIII", "SkM*"});
    visitor.field("step_fm", step_fm, "radial step", {0.005, 0.2});
    visitor.field("iterations", iterations, "iterations", {1, 100000});
    visitor.field("centre_of_mass", centre_of_mass, "correction");
    visitor.field("energies", energies, "energies", {0, 1000});
  }
};

struct GenerateOptions {
  std::int64_t events = 10;
  void visit(FieldVisitor& visitor) { visitor.field("events", events, "number of events", {1, 1e12}); }
};

/// Reads a whole card, as a program does.
FieldOptions read_all(const std::string& text) {
  RunCard card = RunCard::from_text(text, "c.toml");
  TopOptions top;
  FieldOptions field;
  GenerateOptions generate;
  card.read("", top);
  card.read("meanfield", field);
  card.read("generate", generate);
  card.refuse_unread();
  return field;
}

TEST(RunCard, OverwritesOnlyWhatItNames) {
  const FieldOptions field = read_all("nucleus = 'O16'\n[meanfield]\nforce = 'SIII'\nenergies = [3, 4.5]\n");
  EXPECT_EQ(field.force, "SIII");
  EXPECT_EQ(field.step_fm, 0.05);
  EXPECT_EQ(field.energies, (std::vector<double>{3, 4.5}));
}

TEST(RunCard, AcceptsAnIntegerWhereANumberIsWanted) {
  RunCard card = RunCard::from_text("[meanfield]\nenergies = [200, 300]\niterations = 7\n", "c.toml");
  FieldOptions field;
  card.read("meanfield", field);
  EXPECT_EQ(field.energies, (std::vector<double>{200, 300}));
  EXPECT_EQ(field.iterations, 7);
}

TEST(RunCard, EmptyCardKeepsAllDefaults) {
  RunCard card;
  FieldOptions field;
  card.read("meanfield", field);
  card.refuse_unread();
  EXPECT_EQ(canonical_text(field), canonical_text(FieldOptions()));
}

TEST(RunCard, KnowsWhatItGives) {
  const RunCard card = RunCard::from_text("[meanfield]\nforce = 'SIII'\n", "c.toml");
  EXPECT_TRUE(card.gives("meanfield", "force"));
  EXPECT_FALSE(card.gives("meanfield", "step_fm"));
  EXPECT_FALSE(card.gives("generate", "events"));
}

TEST(RunCard, RefusesUnknownKeysWithTheClosestKnownOne) {
  EXPECT_REFUSED(
      read_all("nucleus = 'C12'\n[meanfield]\nforse = 'SLy4'\n"), InputError,
      "c.toml:3: key 'forse' is not known in [meanfield] (nothing reads it); did you mean 'force'?");
  EXPECT_REFUSED(read_all("nuclues = 'C12'\n"), InputError,
                 "c.toml:1: key 'nuclues' is not known at the top level");
  EXPECT_REFUSED(read_all("[meanfield]\nzzzzzzz = 1\n"), InputError, "(nothing reads it)");
}

TEST(RunCard, TellsWhereAMisplacedKeyBelongs) {
  EXPECT_REFUSED(read_all("[meanfield]\nevents = 5\n"), InputError, "it belongs to [generate]");
  EXPECT_REFUSED(read_all("[meanfield]\nnucleus = 'C12'\n"), InputError,
                 "it belongs above the first section");
}

TEST(RunCard, RefusesUnknownSections) {
  EXPECT_REFUSED(read_all("[meanfeild]\nforce = 'SLy4'\n"), InputError,
                 "c.toml:1: section [meanfeild] is not known (nothing reads it); did you mean 'meanfield'?");
  EXPECT_REFUSED(read_all("[meanfield.deep]\nx = 1\n"), InputError, "section [meanfield.deep]");
  EXPECT_REFUSED(read_all("[[meanfield]]\nforce = 'SLy4'\n"), InputError, "must be a section");
  EXPECT_REFUSED(read_all("meanfield = 3\n"), InputError, "must be a section");
}

TEST(RunCard, RefusesRepeatedKeysAndBrokenToml) {
  EXPECT_REFUSED(read_all("[meanfield]\nforce = 'SLy4'\nforce = 'SIII'\n"), InputError, "c.toml:3");
  EXPECT_REFUSED(read_all("[meanfield]\n[generate]\n[meanfield]\n"), InputError, "c.toml:3");
  EXPECT_REFUSED(read_all("[meanfield\n"), InputError, "c.toml:1");
  EXPECT_REFUSED(read_all("nucleus = \n"), InputError, "c.toml:1");
  EXPECT_REFUSED(read_all(std::string("nucleus = '\xff'\n")), InputError, "c.toml:1");
}

TEST(RunCard, RefusesWrongTypes) {
  EXPECT_REFUSED(read_all("nucleus = 12\n"), InputError,
                 "c.toml:1: nucleus is an integer (it must be text in quotes)");
  EXPECT_REFUSED(read_all("[meanfield]\nstep_fm = '0.1'\n"), InputError, "meanfield.step_fm is text");
  EXPECT_REFUSED(read_all("[meanfield]\nstep_fm = true\n"), InputError, "(it must be a number)");
  EXPECT_REFUSED(read_all("[meanfield]\niterations = 5.0\n"), InputError, "(it must be an integer)");
  EXPECT_REFUSED(read_all("[meanfield]\ncentre_of_mass = 1\n"), InputError, "(it must be true or false)");
  EXPECT_REFUSED(read_all("[meanfield]\nenergies = 3\n"), InputError, "(it must be a list of numbers)");
  EXPECT_REFUSED(read_all("[meanfield]\nenergies = [1, 'x']\n"), InputError, "(it must be a number)");
  EXPECT_REFUSED(read_all("nucleus = 2001-01-01\n"), InputError, "a date or time");
}

TEST(RunCard, RefusesNonFiniteNumbers) {
  for (const char* number : {"nan", "inf", "-inf"}) {
    EXPECT_REFUSED(read_all("[meanfield]\nstep_fm = " + std::string(number) + "\n"), InputError,
                   "is not finite");
    EXPECT_REFUSED(read_all("[meanfield]\nenergies = [" + std::string(number) + "]\n"), InputError,
                   "is not finite");
  }
}

// Written as -0, it would come back as an integer, which has no sign: another card.
TEST(RunCard, MinusZeroIsZero) {
  const std::vector<double> energies = read_all("[meanfield]\nenergies = [-0.0, -0e3]\n").energies;
  ASSERT_EQ(energies.size(), 2U);
  for (const double energy : energies) EXPECT_FALSE(std::signbit(energy));
}

TEST(RunCard, RefusesNumbersOutOfRange) {
  EXPECT_REFUSED(read_all("[meanfield]\nstep_fm = 0.5\n"), InputError,
                 "c.toml:2: meanfield.step_fm = 0.5 is out of range (it must lie in 0.005 ... 0.2)");
  EXPECT_REFUSED(read_all("[meanfield]\niterations = 0\n"), InputError, "out of range");
  EXPECT_REFUSED(read_all("[meanfield]\nenergies = [1, -1]\n"), InputError, "out of range");
  EXPECT_EQ(read_all("[meanfield]\nstep_fm = 0.2\n").step_fm, 0.2);  // the range is closed
}

TEST(RunCard, RefusesWordsThatAreNotAmongTheChoices) {
  EXPECT_REFUSED(
      read_all("[meanfield]\nforce = 'Sly4'\n"), InputError,
      "meanfield.force = \"Sly4\" is not known (it must be one of: SLy4, SIII, SkM*); did you mean 'SLy4'?");
}

struct WidthOptions {
  WordOrTable width = {"none", {}};
  void visit(FieldVisitor& visitor) {
    visitor.field("width", width, "widths", {"none", "measured"}, {0, 100});
  }
};

WordOrTable read_width(const std::string& text) {
  RunCard card = RunCard::from_text(text, "c.toml");
  WidthOptions options;
  card.read("model", options);
  card.refuse_unread();
  return options.width;
}

TEST(WordOrTable, IsAWordAnInlineTableOrASubSection) {
  EXPECT_EQ(read_width("").word, "none");
  EXPECT_EQ(read_width("[model]\nwidth = 'measured'\n").word, "measured");
  const std::map<std::string, double> table = {{"1p3/2", 0}, {"1s1/2", 20.5}};
  EXPECT_EQ(read_width("[model]\nwidth = { '1s1/2' = 20.5, '1p3/2' = 0 }\n").table, table);
  const WordOrTable section = read_width("[model.width]\n'1s1/2' = 20.5\n'1p3/2' = 0\n");
  EXPECT_EQ(section.table, table);
  EXPECT_FALSE(section.is_word());
  EXPECT_EQ(section.word, "");  // the table replaces the default word
}

TEST(WordOrTable, MistakesAreRefusedAtTheirLine) {
  EXPECT_REFUSED(read_width("[model]\nwidth = 'measurd'\n"), InputError,
                 "c.toml:2: model.width = \"measurd\" is not known (it must be one of: none, measured, or a "
                 "table of numbers); did you mean 'measured'?");
  EXPECT_REFUSED(read_width("[model]\nwidth = 3\n"), InputError,
                 "c.toml:2: model.width is an integer (it must be text in quotes or a table of numbers)");
  EXPECT_REFUSED(read_width("[model]\nwidth = [3]\n"), InputError, "model.width is a list");
  EXPECT_REFUSED(read_width("[model]\nwidth = {}\n"), InputError, "c.toml:2: model.width is an empty table");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = 20\n'1p3/2' = 'x'\n"), InputError,
                 "c.toml:3: model.width.\"1p3/2\" is text (it must be a number)");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = true\n"), InputError, "(it must be a number)");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = nan\n"), InputError,
                 "c.toml:2: model.width.\"1s1/2\" = nan is not finite");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = -1\n"), InputError,
                 "c.toml:2: model.width.\"1s1/2\" = -1 is out of range (it must lie in 0 ... 100)");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = { x = 1 }\n"), InputError, "(it must be a number)");
  EXPECT_REFUSED(read_width("[model.width]\n'1s1/2' = 1\n'1s1/2' = 2\n"), InputError, "c.toml:3");
  EXPECT_REFUSED(read_width("[[model.width]]\n'1s1/2' = 1\n"), InputError, "a table of numbers");
  EXPECT_REFUSED(read_width("[model]\nwidht = 'none'\n"), InputError, "did you mean 'width'?");
}

TEST(RunCard, IsOverwrittenKeyByKey) {
  RunCard card = RunCard::from_text("[meanfield]\nforce = 'SIII'\niterations = 7\n", "c.toml");
  card.set("meanfield.iterations=8", "--set");
  card.set("meanfield.energies = [3]", "--set");
  FieldOptions field;
  card.read("meanfield", field);
  EXPECT_EQ(field.force, "SIII");
  EXPECT_EQ(field.iterations, 8);
  EXPECT_EQ(field.energies, std::vector<double>{3});
}

TEST(RunCard, KnowsInWhichOrderKeysWereGiven) {
  RunCard card =
      RunCard::from_text("nucleus = 'C12'\n[meanfield]\nforce = 'SIII'\niterations = 7\n", "c.toml");
  card.set("meanfield.iterations=8", "--set");
  card.overlay(RunCard::from_text("[meanfield]\nstep_fm = 0.1\n[flow]\nkind = 'nereus'\n", "c.toml"));
  EXPECT_EQ(card.layer("meanfield", "force"), 0);
  EXPECT_EQ(card.layer("meanfield", "iterations"), 1);
  EXPECT_EQ(card.layer("meanfield", "step_fm"), 2);
  EXPECT_EQ(card.layer("flow", "kind"), 2);  // of a section that was not there
  EXPECT_EQ(card.layer("flow", "absent"), 2);
  EXPECT_EQ(card.layer("", "nucleus"), 0);
  card.set("nucleus='O16'", "--set");
  EXPECT_EQ(card.layer("", "nucleus"), 3);
}

TEST(RunCard, MistakesAreToldWhereTheyWereMade) {
  RunCard card = RunCard::from_text("[meanfield]\nforce = 'SIII'\niterations = 0\n", "c.toml");
  FieldOptions field;
  EXPECT_REFUSED(card.read("meanfield", field), InputError, "c.toml:3: meanfield.iterations = 0");
  card.set("meanfield.iterations=-1", "--set");
  EXPECT_REFUSED(card.read("meanfield", field), InputError,
                 "--set meanfield.iterations=-1: meanfield.iterations = -1 is out of range");
  EXPECT_REFUSED(card.set("meanfield.force=SIII", "--set"), InputError,
                 "--set meanfield.force=SIII: not KEY=VALUE");
  EXPECT_REFUSED(card.set("", "--set"), InputError, "sets nothing");
}

constexpr const char* list_card =
    "nucleus = 'O16'\n[meanfield]\niterations = 7\n"
    "[[other]]\nmeanfield.force = 'SIII'\n[[other]]\n[other.meanfield]\niterations = 0\n";

TEST(RunCard, GivesItsTablesAsCardsThatCanBePutOverIt) {
  RunCard card = RunCard::from_text(list_card, "c.toml");
  RunCard others = card.take("other");
  EXPECT_EQ(card.top_keys(), (std::vector<std::string>{"meanfield", "nucleus"}));
  std::vector<RunCard> tables = others.tables("other");
  ASSERT_EQ(tables.size(), 2U);
  EXPECT_EQ(tables[0].where(), "c.toml:4");
  FieldOptions field;
  card.overlay(std::move(tables[0]));
  card.read("meanfield", field);
  EXPECT_EQ(field.force, "SIII");
  EXPECT_EQ(field.iterations, 7);
  card.overlay(std::move(tables[1]));
  EXPECT_REFUSED(card.read("meanfield", field), InputError, "c.toml:8: meanfield.iterations = 0");
  EXPECT_TRUE(card.take("none").empty());
  RunCard single = RunCard::from_text("[other]\nx = 1\n", "c.toml");
  EXPECT_REFUSED(single.tables("other"), InputError,
                 "c.toml:1: 'other' is a section (it must be a list of tables)");
}

TEST(RunCard, TakenPartsReadBackFromTheirText) {
  RunCard card = RunCard::from_text("[covariance]\ndraws = 3\nmatrix = [[1, 0.5], [0.5, 2]]\n", "c.toml");
  RunCard again = RunCard::from_text(card.take("covariance").text(), "again");
  EXPECT_EQ(again.matrix("covariance", "matrix"), (std::vector<std::vector<double>>{{1, 0.5}, {0.5, 2}}));
}

TEST(RunCard, FindsAndReplacesNumbers) {
  RunCard card =
      RunCard::from_text("[meanfield]\nstep_fm = 1\nenergies = [3, 4]\nforce = 'SIII'\n", "c.toml");
  EXPECT_EQ(card.number_at("meanfield.step_fm"), 1.0);
  EXPECT_EQ(card.number_at("meanfield.energies[1]"), 4.0);
  for (const char* path :
       {"meanfield.force", "meanfield.energies", "meanfield.energies[2]", "meanfield.no", "x"}) {
    EXPECT_FALSE(card.number_at(path).has_value()) << path;
  }
  card.set_number("meanfield.step_fm", 0.125);  // no integer any more
  card.set_number("meanfield.energies[1]", 4.5);
  FieldOptions field;
  card.read("meanfield", field);
  EXPECT_EQ(field.step_fm, 0.125);
  EXPECT_EQ(field.energies, (std::vector<double>{3, 4.5}));
}

TEST(RunCard, ListsOfWordsAndMatricesAreReadOrRefused) {
  RunCard card =
      RunCard::from_text("[c]\nwords = ['a', 'b']\nmatrix = [[1, 2], [3]]\nbad = [['x']]\nn = 3\n", "c.toml");
  EXPECT_EQ(card.words("c", "words"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(card.matrix("c", "matrix"), (std::vector<std::vector<double>>{{1, 2}, {3}}));
  EXPECT_REFUSED(card.words("c", "matrix"), InputError,
                 "c.toml:3: c.matrix holds a list (it must be a list of words)");
  EXPECT_REFUSED(card.matrix("c", "words"), InputError, "c.toml:2: c.words holds text (it must be a matrix");
  EXPECT_REFUSED(card.matrix("c", "bad"), InputError, "c.toml:4: c.bad holds text");
  EXPECT_REFUSED(card.words("c", "n"), InputError, "c.toml:5: c.n holds an integer");
  EXPECT_REFUSED(card.words("c", "none"), InputError, "[c] has no 'none'");
}

class RunCardFile : public TemporaryFolder {};

TEST_F(RunCardFile, IsNamedInEveryMessage) {
  write_text_file(path("bad.toml"), "\n\nx =\n");
  EXPECT_REFUSED(RunCard::from_file(path("bad.toml")), InputError, path("bad.toml") + ":3");
  EXPECT_REFUSED(RunCard::from_file(path("none.toml")), FileError, path("none.toml"));
}

}  // namespace
}  // namespace nereus
