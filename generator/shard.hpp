#pragma once
// One part of a run that is made by several processes.

#include <cstdint>
#include <string>

namespace nereus {

/// Part `index` of `count`, counted from 1. Block b of a run belongs to part b mod count + 1.
struct Shard {
  std::int64_t index = 1;
  std::int64_t count = 1;

  bool is_whole() const { return count == 1; }
  /// Number of blocks in this part of a run of `blocks`.
  std::int64_t blocks(std::int64_t total) const { return (total + count - index) / count; }
  /// Number in the run of the part's block k = 0, 1, ...
  std::int64_t block(std::int64_t k) const { return k * count + index - 1; }
  /// "2/4"
  std::string text() const { return std::to_string(index) + "/" + std::to_string(count); }
};

/// \param text  "2/4" \throws InputError unless 1 <= index <= count
Shard parse_shard(const std::string& text);

/// PREFIX itself for a whole run, "PREFIX.shard2of4" for a part.
std::string shard_prefix(const std::string& prefix, const Shard& shard);

}  // namespace nereus
