#pragma once
// What each stage of `nereus run` depends on: a fingerprint by the name people call it.

#include <map>
#include <string>

#include "cli/physics.hpp"
#include "generator/flux.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

using Fingerprints = std::map<std::string, std::string>;

/// \throws FileError if `meanfield.file` cannot be read
Fingerprints mean_field_inputs(const RunSettings& settings);
Fingerprints sigma_inputs(const RunSettings& settings, const MeanField& field);
Fingerprints dataset_inputs(const RunSettings& settings, const Physics& physics);
/// \param start file of the surrogate that training begins with, or ""
Fingerprints training_inputs(const RunSettings& settings, const Physics& physics, const std::string& start);
Fingerprints event_inputs(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate,
                          const Flux& flux);
Fingerprints validation_inputs(const RunSettings& settings, const Physics& physics,
                               const Surrogate& surrogate, const Flux& flux);

}  // namespace nereus
