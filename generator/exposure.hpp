#pragma once
// How many interactions an experiment sees.

#include "base/options.hpp"
#include "generator/run_header.hpp"

namespace nereus {

/// Part of card section [generate]: asks for an event count. It changes no event.
struct ExposureOptions {
  double pot = 0;            ///< protons on target; 0: no count
  double target_mass_t = 0;  ///< of the nuclei of the card alone [t]
  void visit(FieldVisitor& visitor);

  bool is_asked() const { return pot > 0 || target_mass_t > 0; }
};

/// Refuses what expected_events could not count, before any work.
/// \throws InputError if protons or mass are missing, or the flux does not state its normalisation
void check_exposure(const Flux& flux, const ExposureOptions& exposure);

/// Interactions of this channel in the kept part of the flux: neutrinos per area x cross section by
/// quadrature x nuclei in the mass of the target, electrons of the atoms included.
///
/// \param cut     the flux of the events
/// \param header  target, charge and flux-averaged cross section
/// \throws InputError as check_exposure
double expected_events(const CutFlux& cut, const RunHeader& header, const ExposureOptions& exposure);

}  // namespace nereus
