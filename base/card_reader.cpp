#include "base/card_reader.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {

std::string where_is(const toml::node& node, const std::string& card) {
  const toml::source_region& source = node.source();
  if (source.path && *source.path != card) return *source.path;
  const bool written = source.begin.line > 0;  // not a number that was put there
  return written ? fmt::format("{}:{}", card, source.begin.line) : card;
}

const char* type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a section";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number with a point";
    case toml::node_type::boolean:
      return "true/false";
    default:
      return "a date or time";
  }
}

CardReader::CardReader(const toml::table* section, std::string title, std::string file,
                       std::set<std::string>& known)
    : section_(section), title_(std::move(title)), file_(std::move(file)), known_(known) {}

void CardReader::field(const char* name, double& value, const char*, Range range) {
  if (const toml::node* node = find(name)) value = number(name, *node, range);
}

void CardReader::field(const char* name, std::int64_t& value, const char*, Range range) {
  const toml::node* node = find(name);
  if (node == nullptr) return;
  if (!node->is_integer()) refuse_type(name, *node, "an integer");
  const std::int64_t given = node->as_integer()->get();
  check_range(name, *node, static_cast<double>(given), range);
  value = given;
}

void CardReader::field(const char* name, bool& value, const char*) {
  const toml::node* node = find(name);
  if (node == nullptr) return;
  if (!node->is_boolean()) refuse_type(name, *node, "true or false");
  value = node->as_boolean()->get();
}

void CardReader::field(const char* name, std::string& value, const char*,
                       const std::vector<std::string>& choices) {
  const toml::node* node = find(name);
  if (node == nullptr) return;
  if (!node->is_string()) refuse_type(name, *node, "text in quotes");
  const std::string given = word(name, *node, choices, "");
  // An empty text stands for something only where it is the default.
  if (given.empty() && !value.empty()) {
    throw InputError(fmt::format("{}: {} is empty (it must say something); leave it out for the default",
                                 where(*node), full(name)));
  }
  value = given;
}

void CardReader::field(const char* name, std::vector<double>& value, const char*, Range range) {
  const toml::node* node = find(name);
  if (node == nullptr) return;
  if (!node->is_array()) refuse_type(name, *node, "a list of numbers");
  std::vector<double> given;
  for (const toml::node& element : *node->as_array()) given.push_back(number(name, element, range));
  value = given;
}

void CardReader::field(const char* name, WordOrTable& value, const char*,
                       const std::vector<std::string>& choices, Range range) {
  const toml::node* node = find(name);
  if (node == nullptr) return;
  if (node->is_string()) {
    value = {word(name, *node, choices, ", or a table of numbers"), {}};
    return;
  }
  if (!node->is_table()) refuse_type(name, *node, "text in quotes or a table of numbers");
  WordOrTable given;
  for (const auto& [key, entry] : *node->as_table()) {
    const std::string entry_name = fmt::format("{}.\"{}\"", name, key.str());
    given.table[std::string(key.str())] = number(entry_name.c_str(), entry, range);
  }
  if (given.table.empty()) {
    throw InputError(
        fmt::format("{}: {} is an empty table (it must name at least one number, or be one of: {})",
                    where(*node), full(name), join(choices)));
  }
  value = given;
}

const toml::node* CardReader::find(const char* name) {
  known_.insert(name);
  return section_ == nullptr ? nullptr : section_->get(name);
}

std::string CardReader::full(const char* name) const { return title_.empty() ? name : title_ + "." + name; }

std::string CardReader::where(const toml::node& node) const { return where_is(node, file_); }

void CardReader::refuse_type(const char* name, const toml::node& node, const char* wanted) const {
  throw InputError(
      fmt::format("{}: {} is {} (it must be {})", where(node), full(name), type_name(node), wanted));
}

std::string CardReader::word(const char* name, const toml::node& node,
                             const std::vector<std::string>& choices, const char* alternative) const {
  const std::string& given = node.as_string()->get();
  bool allowed = choices.empty();
  for (const std::string& choice : choices) allowed = allowed || choice == given;
  if (!allowed) {
    throw InputError(fmt::format("{}: {} = \"{}\" is not known (it must be one of: {}{}){}", where(node),
                                 full(name), given, join(choices), alternative,
                                 did_you_mean(given, choices)));
  }
  return given;
}

double CardReader::number(const char* name, const toml::node& node, Range range) const {
  if (!node.is_number()) refuse_type(name, node, "a number");
  const double given = *node.value<double>();
  if (!std::isfinite(given)) {
    throw InputError(
        fmt::format("{}: {} = {} is not finite (it must be a number)", where(node), full(name), given));
  }
  check_range(name, node, given, range);
  return given + 0.0;  // no card tells minus zero from zero
}

void CardReader::check_range(const char* name, const toml::node& node, double given, Range range) const {
  if (given >= range.min && given <= range.max) return;
  throw InputError(fmt::format("{}: {} = {} is out of range (it must lie in {} ... {})", where(node),
                               full(name), given, range.min, range.max));
}

}  // namespace nereus
