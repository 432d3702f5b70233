#pragma once
// Long work cut into numbered blocks, each written when done: kill it at any time, rerun, and get the
// identical result.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/progress.hpp"

namespace nereus {

/// Columns of one block: equal-length vectors by name.
using BlockColumns = std::map<std::string, std::vector<double>>;

/// What one piece of long work is.
struct BlockJob {
  std::string directory;    ///< where finished blocks wait (sealed files `block_000007.h5`); empty: nowhere
  std::string fingerprint;  ///< of everything that determines the content; other blocks are discarded
  std::int64_t blocks = 0;  ///< number of blocks
  std::string title;        ///< for the progress bar
  bool overlap = false;     ///< `consume` works on a thread of its own while the next block is made
};

/// Runs the blocks that are not on disk yet, one after the other in index order (each block is free to
/// use threads inside), and hands every block, old or new, to `consume` in index order, one at a time.
/// A damaged block or one with another fingerprint is made again.
/// \return number of blocks that were found on disk
std::int64_t run_blocks(const BlockJob& job, const std::function<BlockColumns(std::int64_t block)>& produce,
                        const std::function<void(std::int64_t block, const BlockColumns&)>& consume);

/// Removes the directory of a finished job.
void discard_blocks(const BlockJob& job);

}  // namespace nereus
