#pragma once
// One list of fields per options struct drives reading, printing, range checks and the fingerprint.
//
//   struct HartreeFockOptions {
//     double step_fm = 0.05;  ///< radial step
//     void visit(FieldVisitor& v) { v.field("step_fm", step_fm, "radial step", {0.005, 0.2}); }
//   };

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace nereus {

/// Closed range of allowed values. Non-finite numbers are always refused.
struct Range {
  double min = -std::numeric_limits<double>::max();
  double max = std::numeric_limits<double>::max();
};

/// A word, or a table of numbers by name: `width = "none"` or `width = { "1p3/2" = 0, "1s1/2" = 20 }`.
struct WordOrTable {
  std::string word;                     ///< empty if a table is given
  std::map<std::string, double> table;  ///< empty if a word is given
  bool is_word() const { return table.empty(); }
};

/// Visits each field of an options struct once, with its name, documentation and rule.
class FieldVisitor {
 public:
  virtual ~FieldVisitor() = default;
  virtual void field(const char* name, double& value, const char* doc, Range range = {}) = 0;
  virtual void field(const char* name, std::int64_t& value, const char* doc, Range range = {}) = 0;
  virtual void field(const char* name, bool& value, const char* doc) = 0;
  /// \param choices allowed words; empty: any text
  virtual void field(const char* name, std::string& value, const char* doc,
                     const std::vector<std::string>& choices = {}) = 0;
  virtual void field(const char* name, std::vector<double>& value, const char* doc, Range range = {}) = 0;
  /// \param choices allowed words; \param range of every number in the table
  virtual void field(const char* name, WordOrTable& value, const char* doc,
                     const std::vector<std::string>& choices, Range range = {}) = 0;
};

/// `key = value` lines in TOML syntax, in field order; numbers read back to the same double.
/// The same options give the same text on every machine: it is what fingerprints are made of.
template <class Options>
std::string canonical_text(Options options);  // a copy: visitors take references

/// Like canonical_text, with each field's documentation and rule as a comment line above it.
template <class Options>
std::string annotated_text(Options options);

namespace detail {
/// Writes fields as TOML lines.
class FieldPrinter : public FieldVisitor {
 public:
  explicit FieldPrinter(bool annotated) : annotated_(annotated) {}
  void field(const char* name, double& value, const char* doc, Range range) override;
  void field(const char* name, std::int64_t& value, const char* doc, Range range) override;
  void field(const char* name, bool& value, const char* doc) override;
  void field(const char* name, std::string& value, const char* doc,
             const std::vector<std::string>& choices) override;
  void field(const char* name, std::vector<double>& value, const char* doc, Range range) override;
  void field(const char* name, WordOrTable& value, const char* doc, const std::vector<std::string>& choices,
             Range range) override;
  const std::string& text() const { return text_; }

 private:
  void line(const char* name, const std::string& value, const char* doc, const std::string& rule);
  bool annotated_;
  std::string text_;
};
}  // namespace detail

template <class Options>
std::string canonical_text(Options options) {
  detail::FieldPrinter printer(false);
  options.visit(printer);
  return printer.text();
}

template <class Options>
std::string annotated_text(Options options) {
  detail::FieldPrinter printer(true);
  options.visit(printer);
  return printer.text();
}

}  // namespace nereus
