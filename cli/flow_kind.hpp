#pragma once
// Defaults that depend on the kind of flow.

#include "base/run_card.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// flow.kind = "published": keys of [train] and dataset.flat_fraction that the card leaves out take the
/// values of the published system (published_training) instead of those printed by --print-defaults.
void apply_flow_kind(const RunCard& card, RunSettings& settings);

}  // namespace nereus
