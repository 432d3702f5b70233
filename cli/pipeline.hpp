#pragma once
// `nereus run`: the whole chain of a card, from the force to the events.

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// Runs every stage whose inputs have changed and says why; stages that are unchanged are used again.
/// Kill it at any time and run it again: it goes on where it was and ends with the same files.
///
/// In `run.directory`: meanfield.h5, sigma.h5, dataset.h5, surrogate.h5, events.h5, events.hepmc3,
/// validation.json, and beside them `<stage>.stage.json` with the fingerprints of what each was made from.
/// \throws every error of the stages; ModelMismatch if the validation fails
void run_pipeline(const RunSettings& settings, Threads threads);

}  // namespace nereus
