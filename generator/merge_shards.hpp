#pragma once
// Shards of a run joined to the files of the run.

#include <string>
#include <vector>

#include "generator/generation_summary.hpp"

namespace nereus {

/// Joins the files of all shards of one run, given in any order, to exactly the files that the run would have
/// written as a whole, and writes its manifest.
/// \param shards  PREFIX.shard1of4.h5 ...
/// \param prefix  of the files to write
/// \throws FileError for a damaged file; InputError if a file is no shard, or a shard is missing or given
///         twice; ModelMismatch if they are not parts of the same run, or were written by different versions
GenerationSummary merge_shards(const std::vector<std::string>& shards, const std::string& prefix);

}  // namespace nereus
