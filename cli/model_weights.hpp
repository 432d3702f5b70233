#pragma once
// From the variations of a card to weights of events.

#include <vector>

#include "cli/physics.hpp"
#include "generator/weight_variation.hpp"

namespace nereus {

/// A weight for each variation of the card. Models that differ in form factors, axial charge or missing
/// energy alone share their tables with the card's own, which `physics` keeps; a new mean field needs new
/// ones. \throws InputError for a model that has cross section where the card's own has none, with the
/// numbers of
///         both, before any table is made; FileError, ConvergenceError of the stages
std::vector<WeightVariation> make_model_weights(const RunSettings& settings, Physics& physics,
                                                Threads threads);

}  // namespace nereus
