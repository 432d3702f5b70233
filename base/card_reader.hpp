#pragma once
// The fields of a struct, taken from one section of a TOML card; every mistake is refused at its line.
// For run_card.cpp alone: no other file of nereus sees TOML.

#include <toml++/toml.h>

#include <set>
#include <string>
#include <vector>

#include "base/options.hpp"

namespace nereus {

/// "card:line", or "card" for what nobody wrote, or the words that overwrote the card's key.
std::string where_is(const toml::node& node, const std::string& card);

/// What a node holds, in words.
const char* type_name(const toml::node& node);

/// Takes the fields it visits from one section of a card.
/// \throws InputError "file:line: ..." for a wrong type, a non-finite or out-of-range number, a word that is
///         not among the choices
class CardReader : public FieldVisitor {
 public:
  /// \param section  nullptr if the card does not have it
  /// \param title    of the section, for messages
  /// \param file     that the card was read from, for messages
  /// \param known    receives every key that is asked for
  CardReader(const toml::table* section, std::string title, std::string file, std::set<std::string>& known);

  void field(const char* name, double& value, const char* doc, Range range) override;
  void field(const char* name, std::int64_t& value, const char* doc, Range range) override;
  void field(const char* name, bool& value, const char* doc) override;
  void field(const char* name, std::string& value, const char* doc,
             const std::vector<std::string>& choices) override;
  void field(const char* name, std::vector<double>& value, const char* doc, Range range) override;
  void field(const char* name, WordOrTable& value, const char* doc, const std::vector<std::string>& choices,
             Range range) override;

 private:
  const toml::node* find(const char* name);
  std::string full(const char* name) const;
  std::string where(const toml::node& node) const;
  [[noreturn]] void refuse_type(const char* name, const toml::node& node, const char* wanted) const;
  /// \param alternative what else the field takes, for the message
  std::string word(const char* name, const toml::node& node, const std::vector<std::string>& choices,
                   const char* alternative) const;
  double number(const char* name, const toml::node& node, Range range) const;
  void check_range(const char* name, const toml::node& node, double given, Range range) const;

  const toml::table* section_;
  std::string title_, file_;
  std::set<std::string>& known_;
};

}  // namespace nereus
