#pragma once
// nereus bench generate: how long an event takes, from nothing to the file.

#include <cstdint>

#include "cli/run_settings.hpp"

namespace nereus {

/// Prints core time and wall time per event for every mode, for one and two threads: kept in memory, into
/// HDF5, and into HDF5 and NuHepMC. Without the pilot sample of mode "unweighted" and what comes before the
/// first event. The files go to the folder for temporary files and are removed.
void run_bench_generate(const RunSettings& settings, std::int64_t events, Threads threads);

}  // namespace nereus
