#pragma once
// The card's model as a cross section of inclusive electron scattering.

#include "cli/run_settings.hpp"
#include "meanfield/mean_field.hpp"
#include "validation/electron_kinematics.hpp"

namespace nereus {

/// d2sigma/(dOmega dE') of all protons and neutrons of the nucleus; the card's probe is not used.
/// \throws InputError if the model cannot be had for electrons
ElectronCrossSection make_electron_cross_section(const RunSettings& settings, const MeanField& field);

}  // namespace nereus
