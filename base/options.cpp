#include "base/options.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace nereus::detail {
namespace {

std::string rule_of(Range range) {
  constexpr double anything = std::numeric_limits<double>::max();
  const bool from_below = range.min > -anything;
  const bool from_above = range.max < anything;
  if (from_below && from_above) return fmt::format("{} ... {}", range.min, range.max);
  if (from_below) return fmt::format("at least {}", range.min);
  if (from_above) return fmt::format("at most {}", range.max);
  return "";
}

/// TOML basic string.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += fmt::format("\\{}", c);
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

}  // namespace

void FieldPrinter::line(const char* name, const std::string& value, const char* doc,
                        const std::string& rule) {
  if (annotated_) text_ += fmt::format("# {}{}\n", doc, rule.empty() ? "" : " (" + rule + ")");
  text_ += fmt::format("{} = {}\n", name, value);
}

void FieldPrinter::field(const char* name, double& value, const char* doc, Range range) {
  line(name, exact_number(value), doc, rule_of(range));
}

void FieldPrinter::field(const char* name, std::int64_t& value, const char* doc, Range range) {
  line(name, fmt::format("{}", value), doc, rule_of(range));
}

void FieldPrinter::field(const char* name, bool& value, const char* doc) {
  line(name, value ? "true" : "false", doc, "");
}

void FieldPrinter::field(const char* name, std::string& value, const char* doc,
                         const std::vector<std::string>& choices) {
  line(name, quoted(value), doc, choices.empty() ? "" : "one of: " + join(choices));
}

void FieldPrinter::field(const char* name, std::vector<double>& value, const char* doc, Range range) {
  std::vector<std::string> numbers;
  for (const double number : value) numbers.push_back(exact_number(number));
  line(name, "[" + join(numbers) + "]", doc, rule_of(range));
}

void FieldPrinter::field(const char* name, WordOrTable& value, const char* doc,
                         const std::vector<std::string>& choices, Range range) {
  const std::string numbers = rule_of(range);
  const std::string rule = fmt::format("one of: {}, or a table of numbers{}", join(choices),
                                       numbers.empty() ? "" : ", each " + numbers);
  std::vector<std::string> entries;
  for (const auto& [key, number] : value.table) {
    entries.push_back(fmt::format("{} = {}", quoted(key), exact_number(number)));
  }
  line(name, value.is_word() ? quoted(value.word) : "{ " + join(entries) + " }", doc, rule);
}

}  // namespace nereus::detail
