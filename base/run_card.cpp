#include "base/run_card.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "base/atomic_file.hpp"
#include "base/card_reader.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

/// Moves the keys of `from` into `into`: sections are joined, and tables in them that are written key by key;
/// everything else is replaced. Moved nodes keep the place they came from, copied ones lose it.
///
/// \param told  is called with the path of what was put there: "section.key", or "section" as a whole
void put_over(toml::table& into, toml::table&& from, const std::function<void(const std::string&)>& told,
              const std::string& title = "") {
  for (auto&& [name, node] : from) {
    const toml::key& key = name;  // C++17 captures no structured bindings
    toml::node* const there = into.get(key);
    const std::string path = title.empty() ? std::string(key.str()) : title + "." + std::string(key.str());
    const bool joins = node.is_table() && (title.empty() || !node.as_table()->is_inline());
    if (there != nullptr && there->is_table() && joins) {
      put_over(*there->as_table(), std::move(*node.as_table()), told, path);
    } else {
      told(path);
      node.visit([&](auto& value) { into.insert_or_assign(key, std::move(value)); });
    }
  }
}

}  // namespace

struct RunCard::State {
  std::string name = "(no card)";
  toml::table table;
  std::map<std::string, std::set<std::string>> known;  ///< keys that were asked for, by section
  std::map<std::string, int> layers;                   ///< of the keys, or whole sections, that were put over
  int top_layer = 0;

  void put_over(toml::table&& keys) {
    ++top_layer;
    nereus::put_over(table, std::move(keys), [this](const std::string& path) { layers[path] = top_layer; });
  }

  std::string where(const toml::node& node) const { return where_is(node, name); }

  /// The table of a section ("a.b" is nested), nullptr if the card does not have it.
  const toml::table* section(const std::string& title) const {
    if (title.empty()) return &table;
    const auto view = table.at_path(title);
    if (!view) return nullptr;
    if (!view.is_table()) {
      throw InputError(fmt::format("{}: '{}' is a value (it must be a section); write [{}]",
                                   where(*view.node()), title, title));
    }
    return view.as_table();
  }

  std::vector<std::string> known_keys(const std::string& section_title) const {
    const auto found = known.find(section_title);
    if (found == known.end()) return {};
    return {found->second.begin(), found->second.end()};
  }

  bool is_section(const std::string& title) const {
    for (const auto& entry : known) {
      if (entry.first == title || entry.first.rfind(title + ".", 0) == 0) return true;
    }
    return false;
  }

  /// The list behind a key that must be there.
  const toml::array& list(const std::string& section_title, const std::string& key, const char* wanted) {
    known[section_title].insert(key);
    const toml::table* const keys = section(section_title);
    const toml::node* const node = keys == nullptr ? nullptr : keys->get(key);
    if (node == nullptr) {
      throw InputError(fmt::format("{}: [{}] has no '{}' (it must be {})", keys ? where(*keys) : name,
                                   section_title, key, wanted));
    }
    if (!node->is_array()) refuse_type(section_title, key, *node, wanted);
    return *node->as_array();
  }

  [[noreturn]] void refuse_type(const std::string& section_title, const std::string& key,
                                const toml::node& node, const char* wanted) const;
  [[noreturn]] void refuse(const std::string& section_title, const std::string& key,
                           const toml::node& node) const;
  void refuse_unread(const std::string& section_title, const toml::table& keys) const;
};

void RunCard::State::refuse_type(const std::string& section_title, const std::string& key,
                                 const toml::node& node, const char* wanted) const {
  throw InputError(fmt::format("{}: {}.{} holds {} (it must be {})", where(node), section_title, key,
                               type_name(node), wanted));
}

RunCard::RunCard() : state_(std::make_unique<State>()) {}
RunCard::~RunCard() = default;
RunCard::RunCard(RunCard&&) noexcept = default;
RunCard& RunCard::operator=(RunCard&&) noexcept = default;

RunCard RunCard::from_text(const std::string& text, const std::string& name) {
  RunCard card;
  card.state_->name = name;
  try {
    card.state_->table = toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    throw InputError(
        fmt::format("{}:{}: not a valid card ({})", name, error.source().begin.line, error.description()));
  }
  return card;
}

RunCard RunCard::from_file(const std::string& path) { return from_text(read_text_file(path), path); }

const std::string& RunCard::name() const { return state_->name; }

void RunCard::set(const std::string& assignment, const std::string& option) {
  const std::string origin = option + " " + assignment;
  try {
    toml::table keys = toml::parse(assignment, origin);
    if (keys.empty()) throw InputError(fmt::format("{}: sets nothing (it must be KEY=VALUE)", origin));
    state_->put_over(std::move(keys));
  } catch (const toml::parse_error& error) {
    throw InputError(
        fmt::format("{}: not KEY=VALUE in TOML ({}); write as form_factors.M_A_mev=1100, and text in quotes: "
                    "'meanfield.force=\"SLy5\"'",
                    origin, error.description()));
  }
}

std::unique_ptr<FieldVisitor> RunCard::field_reader(const std::string& section) {
  return std::make_unique<CardReader>(state_->section(section), section, state_->name,
                                      state_->known[section]);
}

RunCard RunCard::take(const std::string& key) {
  RunCard taken;
  taken.state_->name = state_->name;
  if (toml::node* const node = state_->table.get(key)) {
    node->visit([&](auto& value) { taken.state_->table.insert_or_assign(key, std::move(value)); });
    state_->table.erase(key);
  }
  return taken;
}

std::vector<RunCard> RunCard::tables(const std::string& key) {
  std::vector<RunCard> result;
  toml::node* const node = state_->table.get(key);
  if (node == nullptr) return result;
  if (!node->is_array_of_tables()) {
    throw InputError(fmt::format("{}: '{}' is {} (it must be a list of tables); write [[{}]]",
                                 state_->where(*node), key, type_name(*node), key));
  }
  for (toml::node& entry : *node->as_array()) {
    RunCard card;
    card.state_->name = state_->name;
    card.state_->table = std::move(*entry.as_table());
    result.push_back(std::move(card));
  }
  return result;
}

void RunCard::overlay(RunCard&& other) { state_->put_over(std::move(other.state_->table)); }

bool RunCard::empty() const { return state_->table.empty(); }

std::vector<std::string> RunCard::top_keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, node] : state_->table) keys.emplace_back(key.str());
  return keys;
}

std::string RunCard::where() const { return state_->where(state_->table); }

std::string RunCard::where(const std::string& section, const std::string& key) const {
  const toml::table* const keys = state_->section(section);
  const toml::node* const node = keys == nullptr ? nullptr : keys->get(key);
  return node == nullptr ? where() : state_->where(*node);
}

std::string RunCard::text() const {
  std::ostringstream text;
  text << state_->table << "\n";
  return text.str();
}

std::optional<double> RunCard::number_at(const std::string& path) const {
  const auto node = std::as_const(state_->table).at_path(path);
  return node.is_number() ? node.value<double>() : std::nullopt;
}

void RunCard::set_number(const std::string& path, double value) {
  // An integer in the card is replaced, not rounded to.
  const std::size_t bracket = path.back() == ']' ? path.rfind('[') : std::string::npos;
  const std::size_t end = bracket != std::string::npos ? bracket : path.rfind('.');
  const auto holder = state_->table.at_path(end == std::string::npos ? "" : path.substr(0, end));
  if (bracket != std::string::npos) {
    toml::array& list = *holder.as_array();
    list.replace(list.cbegin() + std::stoi(path.substr(bracket + 1)), value);
  } else {
    toml::table& keys = end == std::string::npos ? state_->table : *holder.as_table();
    keys.insert_or_assign(path.substr(end == std::string::npos ? 0 : end + 1), value);
  }
}

std::vector<std::string> RunCard::words(const std::string& section, const std::string& key) {
  const toml::array& list = state_->list(section, key, "a list of words");
  std::vector<std::string> words;
  for (const toml::node& entry : list) {
    if (!entry.is_string()) state_->refuse_type(section, key, entry, "a list of words");
    words.push_back(entry.as_string()->get());
  }
  return words;
}

std::vector<std::vector<double>> RunCard::matrix(const std::string& section, const std::string& key) {
  const char* const wanted = "a matrix, as [[4, 1], [1, 9]]";
  std::vector<std::vector<double>> rows;
  for (const toml::node& row : state_->list(section, key, wanted)) {
    if (!row.is_array()) state_->refuse_type(section, key, row, wanted);
    rows.emplace_back();
    for (const toml::node& entry : *row.as_array()) {
      const auto number = entry.is_number() ? entry.value<double>() : std::nullopt;
      if (!number || !std::isfinite(*number)) state_->refuse_type(section, key, entry, wanted);
      rows.back().push_back(*number);
    }
  }
  return rows;
}

bool RunCard::gives(const std::string& section, const std::string& key) const {
  const toml::table* table = state_->section(section);
  return table != nullptr && table->contains(key);
}

int RunCard::layer(const std::string& section, const std::string& key) const {
  const auto of = [&](const std::string& path) {
    const auto found = state_->layers.find(path);
    return found == state_->layers.end() ? 0 : found->second;
  };
  return section.empty() ? of(key) : std::max(of(section), of(section + "." + key));
}

void RunCard::refuse_unread() const { state_->refuse_unread("", state_->table); }

void RunCard::State::refuse_unread(const std::string& section_title, const toml::table& keys) const {
  const auto found = known.find(section_title);
  for (const auto& [key, node] : keys) {
    const std::string word(key.str());
    if (found != known.end() && found->second.count(word) > 0) continue;
    const std::string title = section_title.empty() ? word : section_title + "." + word;
    if (node.is_table() && is_section(title)) {
      refuse_unread(title, *node.as_table());
    } else {
      refuse(section_title, word, node);
    }
  }
}

void RunCard::State::refuse(const std::string& section_title, const std::string& key,
                            const toml::node& node) const {
  if (node.is_table()) {
    std::vector<std::string> sections;
    for (const auto& entry : known) sections.push_back(entry.first);
    const std::string title = section_title.empty() ? key : section_title + "." + key;
    throw InputError(fmt::format("{}: section [{}] is not known (nothing reads it){}", where(node), title,
                                 did_you_mean(title, sections)));
  }
  std::string hint = did_you_mean(key, known_keys(section_title));
  for (const auto& [other, others_keys] : known) {
    if (hint.empty() && others_keys.count(key) > 0) {
      hint =
          other.empty() ? "; it belongs above the first section" : fmt::format("; it belongs to [{}]", other);
    }
  }
  const std::string place =
      section_title.empty() ? "at the top level" : fmt::format("in [{}]", section_title);
  throw InputError(
      fmt::format("{}: key '{}' is not known {} (nothing reads it){}", where(node), key, place, hint));
}

}  // namespace nereus
