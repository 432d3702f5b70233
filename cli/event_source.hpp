#pragma once
// The surrogate and the total cross section that `generate` and `validate` start from.

#include <string>
#include <vector>

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

/// Values in the card's model of the parameters that the surrogate is told. Values outside the range of its
/// training are reported.
/// \throws InputError if the model does not have one
std::vector<double> told_parameters(const Surrogate& surrogate, const RunSettings& settings);

/// Reads the surrogate and sets it up for this model; reads sigma(E_nu) from `generate.sigma_table`, or from
/// the table shipped beside the surrogate if it belongs to this model, or computes it. \throws ModelMismatch
/// if `generate.sigma_table` belongs to another model, if the surrogate has other shells, or was trained for
/// another model and generate.allow_foreign_surrogate is false
EventSource open_event_source(const RunSettings& settings, const Physics& physics, Threads threads);

/// Card, version and fingerprints for the outputs.
Provenance make_provenance(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate);

}  // namespace nereus
