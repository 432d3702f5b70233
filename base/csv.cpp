#include "base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

std::string trimmed(const std::string& text) {
  const char* const blank = " \t\r";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

/// Fields are separated by commas; there is no quoting.
std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  while (true) {
    const std::size_t comma = line.find(',', begin);
    fields.push_back(trimmed(line.substr(begin, comma - begin)));
    if (comma == std::string::npos) return fields;
    begin = comma + 1;
  }
}

void check_header(const std::vector<std::string>& columns, const std::vector<std::string>& required,
                  const std::string& where) {
  for (const std::string& column : columns) {
    if (std::count(columns.begin(), columns.end(), column) > 1) {
      throw InputError(fmt::format("{}: column '{}' appears twice", where, column));
    }
  }
  for (const std::string& column : required) {
    if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
      throw InputError(
          fmt::format("{}: column '{}' is missing (the header must name {})", where, column, join(required)));
    }
  }
}

}  // namespace

CsvTable CsvTable::from_file(const std::string& path, const std::vector<std::string>& required_columns) {
  CsvTable table;
  table.path_ = path;
  std::istringstream text(read_text_file(path));
  std::string raw;
  std::size_t line_number = 0;
  while (std::getline(text, raw)) {
    ++line_number;
    const std::string line = trimmed(raw);
    const std::string where = fmt::format("{}:{}", path, line_number);
    if (line.empty()) continue;
    if (line.front() == '#') {
      table.comments_.push_back(line);
    } else if (table.columns_.empty()) {
      table.columns_ = split(line);
      check_header(table.columns_, required_columns, where);
    } else {
      std::vector<std::string> fields = split(line);
      if (fields.size() != table.columns_.size()) {
        throw InputError(fmt::format("{}: the row has {} fields (the header has {})", where, fields.size(),
                                     table.columns_.size()));
      }
      table.cells_.push_back(std::move(fields));
      table.lines_.push_back(line_number);
    }
  }
  if (table.columns_.empty()) {
    throw InputError(
        fmt::format("{}: no header (the first line must name {})", path, join(required_columns)));
  }
  return table;
}

std::size_t CsvTable::column_index(const std::string& column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) throw InputError(fmt::format("{}: column '{}' is missing", path_, column));
  return static_cast<std::size_t>(found - columns_.begin());
}

const std::string& CsvTable::text(std::size_t row, const std::string& column) const {
  return cells_.at(row)[column_index(column)];
}

double CsvTable::number(std::size_t row, const std::string& column) const {
  const std::string& cell = text(row, column);
  const char* begin = cell.data();
  const char* const end = begin + cell.size();
  if (cell.size() > 1 && cell[0] == '+' && cell[1] != '-') ++begin;  // from_chars knows no plus sign
  double value = 0;
  const auto [rest, error] = std::from_chars(begin, end, value);
  if (error != std::errc() || rest != end || !std::isfinite(value)) {
    throw InputError(fmt::format("{}: {} = '{}' (it must be a finite number)", where(row), column, cell));
  }
  return value;
}

std::string CsvTable::where(std::size_t row) const { return fmt::format("{}:{}", path_, lines_.at(row)); }

std::string exact_number(double value) { return fmt::format("{}", value); }

}  // namespace nereus
