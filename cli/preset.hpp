#pragma once
// Named sets of choices that reproduce published calculations.

#include "base/run_card.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// Sets what `model.preset` stands for. Keys that the card gives itself win, with a notice, unless the
/// preset was asked for after them: by `--set` or a variation.
/// \throws InputError for a nucleus that the preset does not know
/// \source PHYSICS Sec. 8
void apply_preset(const RunCard& card, RunSettings& settings);

}  // namespace nereus
