#pragma once
// The surrogate and the total cross section that `generate` and `validate` start from.

#include <string>

#include "base/parallel.hpp"
#include "cli/physics.hpp"
#include "cli/run_settings.hpp"
#include "generator/provenance.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A surrogate and sigma(E_nu) over its range of energies.
struct EventSource {
  Surrogate surrogate;
  TotalCrossSection total;
};

/// Path of the surrogate the card asks for: `generate.surrogate`, or the shipped one.
/// \throws FileError, with what to do, if there is none for this nucleus and probe
std::string surrogate_path(const RunSettings& settings);

/// Reads the surrogate and, if it was trained on another model, sets it up in the phase space of this
/// one; reads sigma(E_nu) from `generate.sigma_table`, or from the table shipped beside
/// the surrogate if it belongs to this model, or computes it.
/// \throws ModelMismatch if `generate.sigma_table` belongs to another model, or the surrogate has other
/// shells
EventSource open_event_source(const RunSettings& settings, const Physics& physics, Threads threads);

/// Card, version and fingerprints for the outputs.
Provenance make_provenance(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate);

}  // namespace nereus
