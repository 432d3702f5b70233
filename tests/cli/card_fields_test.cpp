// Every field of a run card, as the program lists them itself, with every kind of mistake.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "cli/run_settings.hpp"

namespace nereus {
namespace {

/// A field with what its section says about it.
struct Field {
  enum class Kind { number, integer, flag, text, numbers, word_or_table };
  std::string section, name;
  Kind kind = Kind::number;
  Range range;
  std::vector<std::string> choices;
  std::string given;  ///< default of a text

  std::string full() const { return section.empty() ? name : section + "." + name; }
  /// A card that gives the field on line 4.
  std::string card(const std::string& value) const { return line_of(name + " = " + value); }
  std::string line_of(const std::string& line) const {
    return fmt::format("# mistake\n\n{}\n{}\n", section.empty() ? "" : "[" + section + "]", line);
  }
};

class FieldList : public FieldVisitor {
 public:
  using Kind = Field::Kind;
  std::string section;
  std::vector<Field> fields;

  void field(const char* name, double&, const char*, Range range) override { add(name, Kind::number, range); }
  void field(const char* name, std::int64_t&, const char*, Range range) override {
    add(name, Kind::integer, range);
  }
  void field(const char* name, bool&, const char*) override { add(name, Kind::flag); }
  void field(const char* name, std::string& value, const char*,
             const std::vector<std::string>& choices) override {
    add(name, Kind::text, {}, choices, value);
  }
  void field(const char* name, std::vector<double>&, const char*, Range range) override {
    add(name, Kind::numbers, range);
  }
  void field(const char* name, WordOrTable&, const char*, const std::vector<std::string>& choices,
             Range range) override {
    add(name, Kind::word_or_table, range, choices);
  }

 private:
  void add(const char* name, Kind kind, Range range = {}, const std::vector<std::string>& choices = {},
           const std::string& given = "") {
    fields.push_back({section, name, kind, range, choices, given});
  }
};

std::vector<Field> all_fields() {
  RunSettings settings;
  FieldList list;
  visit_fields(settings, [&](const std::string& section) -> FieldVisitor& {
    list.section = section;
    return list;
  });
  return list.fields;
}

std::vector<Field> fields_of(Field::Kind kind) {
  std::vector<Field> chosen;
  for (const Field& field : all_fields()) {
    if (field.kind == kind) chosen.push_back(field);
  }
  return chosen;
}

/// What is wrong with how a card is refused; "" if the message begins with `place` and holds `text`.
std::string fault(const std::string& card, const std::string& place, const std::string& text = "") {
  try {
    read_settings_text(card, "c.toml");
  } catch (const InputError& error) {
    const std::string message = error.what();
    const bool good = message.rfind(place, 0) == 0 && message.find(text) != std::string::npos;
    return good ? "" : message;
  }
  return "was not refused";
}

/// The field with this value is refused at its line, by its name.
void expect_refused(const Field& field, const std::string& value) {
  EXPECT_EQ(fault(field.card(value), "c.toml:4: " + field.full()), "") << field.full() << " = " << value;
}

void expect_refused(const Field& field, const std::vector<std::string>& values) {
  for (const std::string& value : values) expect_refused(field, value);
}

void expect_accepted(const Field& field, const std::string& value) {
  EXPECT_NO_THROW(read_settings_text(field.card(value), "c.toml")) << field.full() << " = " << value;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Numbers that no field takes: not finite, far too large, and just outside of the rule.
std::vector<std::string> bad_numbers(Range range) {
  return {"nan",
          "inf",
          "-inf",
          "1e300",
          "-1e300",
          "9223372036854775807e50",
          exact_number(std::nextafter(range.min, -infinity)),
          exact_number(std::nextafter(range.max, infinity))};
}

std::string in_list(const std::string& entry) { return "[" + entry + "]"; }
std::string in_table(const std::string& entry) { return "{ \"1s1/2\" = " + entry + " }"; }

TEST(CardFields, AreAllThere) {
  std::vector<std::string> sections;
  for (const Field& field : all_fields()) {
    if (sections.empty() || sections.back() != field.section) sections.push_back(field.section);
    // The printed card has the same fields.
    EXPECT_NE(annotated_card().find("\n" + field.name + " = "), std::string::npos) << field.full();
  }
  EXPECT_GT(sections.size(), 12U);
  EXPECT_GT(all_fields().size(), 140U);
}

TEST(CardFields, NumbersAreRefusedUnlessTheyAreNumbersThatMeanSomething) {
  for (const Field& field : fields_of(Field::Kind::number)) {
    expect_refused(field, {"\"1\"", "\"\"", "true", "[1]", "{ a = 1 }", "2001-01-01"});
    expect_refused(field, bad_numbers(field.range));
    expect_accepted(field, exact_number(field.range.min));
    expect_accepted(field, exact_number(field.range.max));
  }
}

TEST(CardFields, IntegersAreRefusedUnlessTheyAreIntegersThatMeanSomething) {
  for (const Field& field : fields_of(Field::Kind::integer)) {
    expect_refused(field, {"\"1\"", "\"\"", "true", "1.5", "1.0", "nan", "inf", "1e300", "[1]", "{ a = 1 }",
                           "2001-01-01", "9223372036854775807", "-9223372036854775808", "-1"});
    const auto smallest = static_cast<std::int64_t>(field.range.min);
    const auto largest = static_cast<std::int64_t>(field.range.max);
    expect_refused(field, fmt::format("{}", smallest - 1));
    expect_accepted(field, fmt::format("{}", smallest));
    expect_accepted(field, fmt::format("{}", largest));
  }
}

TEST(CardFields, FlagsAreTrueOrFalse) {
  for (const Field& field : fields_of(Field::Kind::flag)) {
    expect_refused(field, {"1", "0", "0.5", "\"true\"", "\"\"", "nan", "[true]", "{ a = true }"});
    expect_accepted(field, "true");
    expect_accepted(field, "false");
  }
}

TEST(CardFields, WordsAreAmongTheChoices) {
  for (const Field& field : fields_of(Field::Kind::text)) {
    expect_refused(field, {"1", "nan", "1e300", "true", "[\"x\"]", "{ a = \"x\" }", "2001-01-01"});
    if (field.choices.empty()) continue;
    expect_refused(field, {"\"\"", "\"no such word\"", "\"" + field.choices.front() + "x\""});
    for (const std::string& choice : field.choices) expect_accepted(field, "\"" + choice + "\"");
  }
}

// An empty text is refused unless it is the default: the documentation of these fields says what it stands
// for.
TEST(CardFields, EmptyTextsMeanSomethingOrAreRefused) {
  std::vector<std::string> meant;
  for (const Field& field : fields_of(Field::Kind::text)) {
    if (!field.choices.empty()) continue;
    if (field.given.empty()) {
      meant.push_back(field.full());
      expect_accepted(field, "\"\"");
    } else {
      expect_refused(field, "\"\"");
    }
  }
  EXPECT_EQ(meant, (std::vector<std::string>{"meanfield.file", "evaluator.directory", "generate.surrogate",
                                             "generate.sigma_table"}));
}

TEST(CardFields, NucleiAreNuclei) {
  const Field nucleus = fields_of(Field::Kind::text).front();
  ASSERT_EQ(nucleus.full(), "nucleus");
  expect_refused(nucleus,
                 {"\"X12\"", "\"C\"", "\"C1\"", "\"C99999999999999999999\"", "\"12C\"", "\"C12\\u0000\""});
  expect_refused(nucleus, "\"" + std::string(1000000, 'C') + "12\"");
}

TEST(CardFields, ListsHoldNumbersThatMeanSomething) {
  for (const Field& field : fields_of(Field::Kind::numbers)) {
    expect_refused(field, {"1", "\"1\"", "\"\"", "nan", "true", "{ a = 1 }", "[\"1\"]", "[true]", "[[1]]",
                           "[{ a = 1 }]", "[2001-01-01]"});
    for (const std::string& number : bad_numbers(field.range)) expect_refused(field, in_list(number));
    expect_accepted(field, in_list(exact_number(field.range.max)));
  }
}

TEST(CardFields, TablesHoldNumbersThatMeanSomething) {
  for (const Field& field : fields_of(Field::Kind::word_or_table)) {
    expect_refused(field, {"1", "nan", "true", "[1]", "{}", "\"\"", "\"no such word\"", in_table("\"1\""),
                           in_table("true"), in_table("[1]"), in_table("{ a = 1 }")});
    for (const std::string& number : bad_numbers(field.range)) expect_refused(field, in_table(number));
    for (const std::string& choice : field.choices) expect_accepted(field, "\"" + choice + "\"");
    expect_accepted(field, in_table(exact_number(field.range.min)));
  }
}

/// Some value of the field's kind.
std::string valid_value(const Field& field) {
  switch (field.kind) {
    case Field::Kind::number:
      return exact_number(field.range.min);
    case Field::Kind::integer:
      return fmt::format("{}", static_cast<std::int64_t>(field.range.max));
    case Field::Kind::flag:
      return "true";
    case Field::Kind::numbers:
      return in_list(exact_number(field.range.min));
    default:
      return "\"" + (field.choices.empty() ? field.given : field.choices.front()) + "\"";
  }
}

TEST(CardFields, DoubledMisspeltAndUnfinishedKeysAreRefusedAtTheirLine) {
  for (const Field& field : all_fields()) {
    const std::string value = valid_value(field);
    expect_accepted(field, value);
    EXPECT_EQ(fault(field.card(value) + field.name + " = " + value + "\n", "c.toml:5: ", field.name), "")
        << "doubled " << field.full();
    const std::string misspelt = field.name + "_";
    EXPECT_EQ(fault(field.line_of(misspelt + " = " + value), "c.toml:4: key '" + misspelt + "' is not known",
                    "did you mean '" + field.name + "'?"),
              "")
        << field.full();
    EXPECT_EQ(fault(field.line_of(field.name + " ="), "c.toml:4: "), "") << field.full();
    EXPECT_EQ(fault(field.line_of(field.name + " = 99999999999999999999"), "c.toml:4: "), "") << field.full();
  }
}

TEST(CardFields, SectionsAreSections) {
  for (const Field& field : all_fields()) {
    if (field.section.empty()) continue;
    for (const std::string& card : {"\n" + field.section + " = 1\n", "\n[[" + field.section + "]]\n"}) {
      EXPECT_EQ(fault(card, "c.toml:2: '" + field.section + "'", "section"), "") << card;
    }
    EXPECT_EQ(fault("[" + field.section + "]\n[" + field.section + "]\n", "c.toml:2: "), "") << field.section;
  }
}

/// The lines of a card without one of them.
std::string without_line(const std::string& card, const std::string& line) {
  const std::size_t begin = card.find("\n" + line + "\n");
  return begin == std::string::npos ? "" : card.substr(0, begin) + card.substr(begin + line.size() + 1);
}

TEST(CardFields, MissingFieldsHaveTheirDefaults) {
  const std::string defaults = effective_card(RunSettings());
  std::size_t begin = 0, lines = 0;
  for (std::size_t end; (end = defaults.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = defaults.substr(begin, end - begin);
    if (line.find(" = ") == std::string::npos) continue;
    const std::string card = begin == 0 ? defaults.substr(end) : without_line(defaults, line);
    ASSERT_LT(card.size(), defaults.size());
    EXPECT_EQ(effective_card(read_settings_text(card, "c.toml")), defaults) << "without " << line;
    ++lines;
  }
  EXPECT_EQ(lines, all_fields().size());
}

struct Line {
  std::string key, text;
};

/// Lines of the example of [[variation]] or [covariance], sections without defaults, in the printed card.
std::vector<Line> example_lines(const std::string& section) {
  const std::string card = annotated_card();
  std::vector<Line> lines;
  std::size_t begin = card.find("# " + section + "\n");
  begin = card.find('\n', begin) + 1;
  while (card.compare(begin, 2, "# ") == 0) {
    const std::size_t end = card.find('\n', begin);
    const std::string text = card.substr(begin + 2, end - begin - 2);
    lines.push_back({text.substr(0, text.find(" = ")), text});
    begin = end + 1;
  }
  return lines;
}

/// The section with the value of one key replaced; an empty value leaves the line out.
std::string example_card(const std::string& section, const std::string& key, const std::string& value) {
  std::string card = section + "\n";
  for (const Line& line : example_lines(section)) {
    if (line.key != key) {
      card += line.text + "\n";
    } else if (!value.empty()) {
      card += key + " = " + value + "\n";
    }
  }
  return card;
}

TEST(CardFields, OfCovarianceAndVariationsAreRefusedLikeTheOthers) {
  EXPECT_EQ(example_lines("[[variation]]").size(), 2U);
  EXPECT_EQ(example_lines("[covariance]").size(), 5U);
  for (const std::string section : {"[[variation]]", "[covariance]"}) {
    ASSERT_NO_THROW(read_settings_text(example_card(section, "", ""), "c.toml"));
    for (const Line& line : example_lines(section)) {
      const std::string word = line.key.substr(line.key.rfind('.') + 1);
      for (const std::string value : {"nan", "true", "1e300", "\"\"", "-1", "{}", "[]", "[nan]", "[1, 2]",
                                      "[[nan]]", "[[1, 2], [3]]", "2001-01-01"}) {
        EXPECT_EQ(fault(example_card(section, line.key, value), "c.toml:", word), "")
            << section << " " << line.key << " = " << value;
      }
      EXPECT_EQ(fault(example_card(section, "", "") + line.text + "\n", "c.toml:"), "") << line.text;
      EXPECT_EQ(fault(example_card(section, "", "") + line.key + "_ = 1\n", "c.toml:", word), "")
          << line.text;
    }
  }
  for (const std::string key : {"parameters", "matrix"}) {
    EXPECT_EQ(fault(example_card("[covariance]", key, ""), "c.toml:1: ", key), "");
  }
  // A draw of such a matrix is what no card may say; there is no line of the draw.
  EXPECT_EQ(fault(example_card("[covariance]", "matrix", "[[1e300, 0], [0, 1]]"),
                  "c.toml: draw 'draw_001' of [covariance]: "),
            "");
  EXPECT_EQ(fault(example_card("[[variation]]", "name", ""), "c.toml:1: ", "name"), "");
  EXPECT_EQ(fault(example_card("[[variation]]", "name", "\"CV\""), "c.toml:2: ", "name"), "");
}

}  // namespace
}  // namespace nereus
