#pragma once
// Small CSV tables with a header, read with line numbers for error messages.

#include <string>
#include <vector>

namespace nereus {

/// A CSV file in memory. Lines that start with '#' are comments; fields cannot be quoted.
class CsvTable {
 public:
  /// \throws FileError if unreadable, InputError (file:line) for a missing column, a row with another
  ///         number of fields than the header, a repeated header
  static CsvTable from_file(const std::string& path, const std::vector<std::string>& required_columns);
  std::size_t rows() const { return cells_.size(); }
  /// \throws InputError (file:line) if the cell is not a finite number
  double number(std::size_t row, const std::string& column) const;
  const std::string& text(std::size_t row, const std::string& column) const;
  const std::vector<std::string>& columns() const { return columns_; }
  const std::vector<std::string>& comments() const { return comments_; }
  /// "file:line" of a row, for messages.
  std::string where(std::size_t row) const;

 private:
  std::size_t column_index(const std::string& column) const;
  std::string path_;
  std::vector<std::string> columns_, comments_;
  std::vector<std::vector<std::string>> cells_;
  std::vector<std::size_t> lines_;
};

/// The shortest decimal number that reads back to the same double.
std::string exact_number(double value);

}  // namespace nereus
