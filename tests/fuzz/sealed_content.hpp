#pragma once
// What a sealed file holds, in memory: to be changed and sealed again.
//
// The seal refuses every changed byte, and the checksums inside HDF5 almost every one behind a new seal: what
// can still reach a reader is a whole file with other content than it expects, as another version might
// write. So the fuzzer changes content, not bytes.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace nereus::fuzz {

/// Numbers of one dataset, with the type that they have on disk.
struct NumberSet {
  enum class Type { real, integer, real32, integer16 };
  Type type = Type::real;
  std::vector<std::size_t> shape;
  std::vector<double> values;
};

using Attribute = std::variant<double, std::vector<std::string>>;

struct SealedContent {
  std::string kind;
  std::map<std::string, NumberSet> datasets;                            ///< by path
  std::map<std::pair<std::string, std::string>, Attribute> attributes;  ///< by object and name

  void write(const std::string& path) const;
};

/// Reads what a sealed file holds. \param kind  of the file
SealedContent read_content(const std::string& path, const std::string& kind);

/// Changes the content as the bytes say: drops, resizes and overwrites datasets and attributes.
void edit(SealedContent& content, const std::string& script);

}  // namespace nereus::fuzz
