#pragma once
// How a run is cut into blocks.

#include <algorithm>
#include <cstdint>
#include <string>

#include "generator/generate_options.hpp"

namespace nereus {

/// Blocks of equally many events, the last one excepted.
struct BlockPlan {
  std::int64_t total = 0;  ///< events of the run
  std::int64_t size = 1;   ///< events of a full block

  std::int64_t blocks() const { return (total + size - 1) / size; }
  std::int64_t first(std::int64_t block) const { return block * size; }
  std::size_t events(std::int64_t block) const {
    return static_cast<std::size_t>(std::min(size, total - first(block)));
  }
};

/// A kill can lose one block: a few seconds of work with the direct evaluator, and about as long where
/// nothing is evaluated. Shards of a run must agree on it: it depends on the mode alone.
inline BlockPlan block_plan(const std::string& mode, std::int64_t events) {
  return {events, mode == "emulate" ? 16384 : 4096};
}

}  // namespace nereus
