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

/// The file that is shipped for a nucleus ("C12") and a probe ("nu_mu"); it need not exist.
std::string shipped_surrogate(const std::string& nucleus, const std::string& particle);

/// The surrogate of a file, set up for the card's model. Parameters outside the range of its training are
/// reported. \throws FileError; ModelMismatch if it has other shells, or was trained for another model and
/// generate.allow_foreign_surrogate is false; InputError if the model lacks a parameter it is told
Surrogate read_surrogate(const std::string& path, const RunSettings& settings, const Physics& physics);

/// Reads the surrogate and sets it up for this model; reads sigma(E_nu) from `generate.sigma_table`, or from
/// the table shipped beside the surrogate if it belongs to this model, or computes it.
/// \throws as read_surrogate; ModelMismatch if `generate.sigma_table` belongs to another model
EventSource open_event_source(const RunSettings& settings, const Physics& physics, Threads threads);

/// Card, version and fingerprints for the outputs.
Provenance make_provenance(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate);

}  // namespace nereus
