#pragma once
// How many interactions an experiment sees.

#include "generator/exposure_options.hpp"
#include "generator/run_header.hpp"

namespace nereus {

/// Refuses what expected_events could not count, before any work.
/// \throws InputError if protons or mass are missing, or the flux does not state its normalisation
void check_exposure(const Flux& flux, const ExposureOptions& exposure);

/// Interactions of this channel in the kept part of the flux: neutrinos per area x cross section by
/// quadrature x nuclei in the mass of the target, electrons of the atoms included.
///
/// \param header  exposure, cut flux, target and flux-averaged cross section
/// \throws InputError as check_exposure
double expected_events(const RunHeader& header);

}  // namespace nereus
