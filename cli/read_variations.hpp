#pragma once
// From `[[variation]]` and `[covariance]` of a card to models.

#include <functional>
#include <string>
#include <vector>

#include "base/run_card.hpp"
#include "cli/model_variation.hpp"

namespace nereus {

/// Keys of the second model that differ from the first one's: "form_factors.M_A_mev = 1100", a line each.
std::string model_difference(const ModelSettings& first, const ModelSettings& second);

/// The models of `[[variation]]`: each has a name, and the keys in which its card differs.
/// \param card    holds nothing else
/// \param central the model of the whole card
/// \param draws   of the covariance, whose names are taken
/// \param vary    the model of the whole card with some keys put over its own
/// \throws InputError (file:line) for an entry without a name, with one that no weight can have or another
///         has, or with keys that belong to no model
std::vector<ModelVariation> read_variations(RunCard& card, const ModelSettings& central,
                                            const std::vector<ModelVariation>& draws,
                                            const std::function<ModelSettings(RunCard&&)>& vary);

/// The entry of a card that gives this model.
std::string variation_text(const ModelVariation& variation);

/// The draws of `[covariance]`: parameters follow the normal distribution of this covariance matrix around
/// the values of the card. Draw i depends on (seed, i) alone.
///
/// \param card       holds nothing else
/// \param effective  the whole card, every default written out
/// \param read       the model of such a card
/// \throws InputError (file:line) for parameters that are no numbers of a model, a matrix that is no
///         covariance, a name that no weight can have, a drawn value that the card would refuse
std::vector<ModelVariation> read_covariance(RunCard& card, const ModelSettings& central,
                                            const std::string& effective,
                                            const std::function<ModelSettings(RunCard&)>& read);

}  // namespace nereus
