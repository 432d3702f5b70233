#pragma once
// Inputs of a generation that do not belong together are refused.

#include "generator/generate_options.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A surrogate trained on another model is only worth a notice.
/// \throws ModelMismatch if the surrogate has other shells than the cross section or does not reach all of
/// its
///         phase space, or the total cross section belongs to another model
void check_consistency(const CrossSection& cross_section, const TotalCrossSection& total,
                       const Surrogate& surrogate);

/// In mode "emulate" nothing corrects the surrogate's own model.
/// \throws ModelMismatch if the surrogate was not trained on this cross section
void check_emulated_model(const Surrogate& surrogate, const CrossSection& cross_section);

/// What the options tell without a model, for a run whose events have weights of so many other models.
/// \throws InputError if the mode does not exist, emulated events shall have such weights (no cross section
///         is evaluated for them), the pilot sample cannot tell the quantile, or there are too many events
///         for HepMC3
void check_options(const GenerateOptions& options, std::size_t variations);

/// HepMC3 numbers events with 32 bits.
/// \throws InputError if there are too many
void check_event_numbers(const GenerateOptions& options);

}  // namespace nereus
