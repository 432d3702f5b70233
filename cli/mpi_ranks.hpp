#pragma once
// The processes of an MPI run, each with a part of the events.

#include <functional>
#include <vector>

#include "generator/shard.hpp"

namespace nereus {

/// Runs `work` on every rank, rank r of n with part (r + 1)/n, and then, if none has failed, `finish` on the
/// first with the parts of all ranks. \throws what `work` or `finish` has thrown on this rank; Error with the
/// largest exit code of the others, if they failed;
///         InputError in a program built without MPI
void run_on_ranks(const std::function<void(const Shard& part)>& work,
                  const std::function<void(const std::vector<Shard>& parts)>& finish);

}  // namespace nereus
