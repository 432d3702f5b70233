#include "generator/shard.hpp"

#include <fmt/format.h>

#include <regex>

#include "base/error.hpp"

namespace nereus {

Shard parse_shard(const std::string& text) {
  static const std::regex form("([0-9]{1,6})/([0-9]{1,6})");
  std::smatch found;
  if (std::regex_match(text, found, form)) {
    const Shard shard{std::stoll(found[1]), std::stoll(found[2])};
    if (1 <= shard.index && shard.index <= shard.count) return shard;
  }
  throw InputError(
      fmt::format("'{}' is no part of a run (write '2/4' for the second of four; they count from 1)", text));
}

std::string shard_prefix(const std::string& prefix, const Shard& shard) {
  if (shard.is_whole()) return prefix;
  return fmt::format("{}.shard{}of{}", prefix, shard.index, shard.count);
}

}  // namespace nereus
