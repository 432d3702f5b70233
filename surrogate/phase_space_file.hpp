#pragma once
// The phase space of a channel inside a file (group /phase_space).

#include "base/sealed_file.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {

/// All but the coordinate options, which lie with the options of whoever owns the file.
void write_phase_space(SealedFileWriter& file, const PhaseSpaceModel& phase_space);
/// \throws FileError
PhaseSpaceModel read_phase_space(const SealedFileReader& file);

}  // namespace nereus
