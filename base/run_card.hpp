#pragma once
// Reading of TOML run cards into options structs, with every mistake refused at its line.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/options.hpp"

namespace nereus {

/// Does `work`; what it refuses is told with the place in the card: "file:line: key: ...".
template <class Work>
void tell_place(const std::string& place, Work work) {
  try {
    work();
  } catch (const InputError& error) {
    throw InputError(place + ": " + error.what());
  }
}

/// A parsed run card. Each section is read into an options struct; what nobody read is refused.
///
///   RunCard card = RunCard::from_file("c12.toml");
///   card.read("meanfield", options);
///   card.refuse_unread();
class RunCard {
 public:
  /// \throws FileError if the file cannot be read, InputError (file:line) if it is not TOML or has a
  ///         repeated key
  static RunCard from_file(const std::string& path);
  static RunCard from_text(const std::string& text, const std::string& name);
  RunCard();  ///< empty card: every option keeps its default
  ~RunCard();
  RunCard(RunCard&&) noexcept;
  RunCard& operator=(RunCard&&) noexcept;

  /// Overwrites a key of the card, or adds it.
  /// \param assignment  a line of TOML whose key is dotted: `form_factors.M_A_mev = 1100`
  /// \param option      where it was given, for messages: "--set"
  /// \throws InputError if it is no TOML; what is wrong with key or value is told when it is read
  void set(const std::string& assignment, const std::string& option);

  /// Overwrites the fields of `options` that section `[section]` (or the top level, section "") names.
  /// \throws InputError "file:line: ..." for a wrong type, a non-finite or out-of-range number, a
  ///         word that is not among the choices
  template <class Options>
  void read(const std::string& section, Options& options) {
    auto reader = field_reader(section);
    options.visit(*reader);
  }

  /// Takes a key of the top level out of the card, whatever it holds. \return a card of this key alone, empty
  /// if it is not there
  RunCard take(const std::string& key);
  /// The tables of `[[key]]`, each as the card that its keys make.
  /// \throws InputError if `key` is there and no list of tables
  std::vector<RunCard> tables(const std::string& key);
  /// Puts the keys of another card over those of this one.
  void overlay(RunCard&& other);

  bool empty() const;
  std::vector<std::string> top_keys() const;
  /// "file:line" where the card begins, for messages.
  std::string where() const;
  /// "file:line" of a key that the card gives, otherwise of the card.
  std::string where(const std::string& section, const std::string& key) const;
  /// The card as TOML, the same for the same content.
  std::string text() const;

  /// Number at "form_factors.M_A_mev" or "form_factors.z_a[0]"; nothing if there is none.
  std::optional<double> number_at(const std::string& path) const;
  /// Overwrites a number that is there (see number_at).
  void set_number(const std::string& path, double value);

  /// A list of words, or a matrix as a list of rows, of a section; read() cannot hold them.
  /// \throws InputError if the key is missing or something else
  std::vector<std::string> words(const std::string& section, const std::string& key);
  std::vector<std::vector<double>> matrix(const std::string& section, const std::string& key);

  /// True if the card itself gives this key (not a default).
  bool gives(const std::string& section, const std::string& key) const;

  /// How late a key was given: 0 for the card itself, more for what set() and overlay() put over it, one
  /// after the other; 0 also if nobody gives it.
  int layer(const std::string& section, const std::string& key) const;

  /// \throws InputError naming file, line and the closest known key if any section or key was not read
  void refuse_unread() const;

  const std::string& name() const;

 private:
  std::unique_ptr<FieldVisitor> field_reader(const std::string& section);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
