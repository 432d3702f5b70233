#pragma once
// From settings to a dataset and a surrogate: shared by `nereus dataset`, `train` and `run`.

#include <string>

#include "cli/physics.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {

/// Makes the training data of one model, or of a box of models if the flow is told parameters.
/// \param total of the card's own model
void make_training_data(const Physics& physics, const RunSettings& settings, const TotalCrossSection& total,
                        const std::string& path, Threads threads);

/// File of the surrogate that training begins with: train.start, a path or the name of a shipped one; for
/// "auto" the shipped one of nucleus and probe, or of carbon. \return "" for none
std::string starting_surrogate(const RunSettings& settings);

}  // namespace nereus
