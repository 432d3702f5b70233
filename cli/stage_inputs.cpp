#include "cli/stage_inputs.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/fingerprint.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {
namespace {

template <class Options>
std::string fingerprint_of_section(const Options& options) {
  return sha256(canonical_text(options));
}

/// What determines the true cross section.
Fingerprints model_inputs(const RunSettings& settings, const MeanField& field) {
  return {{"mean field", field.fingerprint},
          {"probe", settings.probe.particle},
          {"model", fingerprint_of_section(settings.model)},
          {"form factors", fingerprint_of_section(settings.model.form_factors)},
          {"constants", fingerprint_of_section(settings.constants)}};
}

/// What determines its values at points, to the last bit.
Fingerprints evaluated_inputs(const RunSettings& settings, const Physics& physics) {
  Fingerprints inputs = model_inputs(settings, physics.field);
  inputs["evaluator"] = physics.cross_section->evaluator();
  return inputs;
}

/// Everything of a flux that matters: its numbers, not where they lie.
std::string fingerprint_of_flux(const Flux& flux) {
  std::string text = flux.name;
  for (const double edge : flux.edges) text += " " + exact_number(edge);
  for (const double density : flux.density) text += " " + exact_number(density);
  return sha256(text);
}

}  // namespace

Fingerprints mean_field_inputs(const RunSettings& settings) {
  Fingerprints inputs = {{"nucleus", settings.target.nucleus},
                         {"constants", fingerprint_of_section(settings.constants)}};
  if (settings.meanfield.file.empty()) {
    inputs["force"] = sha256(canonical_text(settings.meanfield) + canonical_text(settings.meanfield.skyrme));
  } else {
    inputs["mean-field file"] = sha256_of_file(settings.meanfield.file);
  }
  return inputs;
}

Fingerprints sigma_inputs(const RunSettings& settings, const MeanField& field) {
  Fingerprints inputs = model_inputs(settings, field);
  inputs["energy range"] =
      fmt::format("{} ... {} MeV", settings.dataset.e_nu_min_mev, settings.dataset.e_nu_max_mev);
  return inputs;
}

Fingerprints dataset_inputs(const RunSettings& settings, const Physics& physics) {
  Fingerprints inputs = evaluated_inputs(settings, physics);
  inputs["dataset settings"] = fingerprint_of_section(settings.dataset);
  inputs["coordinates"] = fingerprint_of_section(settings.flow.coordinates);
  inputs["conditions"] = fingerprint_of_section(settings.flow.conditions);
  return inputs;
}

Fingerprints training_inputs(const RunSettings& settings, const Physics& physics, const std::string& start) {
  return {
      {"dataset", dataset_fingerprint(trained_model_fingerprint(physics, settings, settings.flow.conditions),
                                      physics.cross_section->evaluator(), settings.dataset,
                                      settings.flow.coordinates, settings.flow.conditions)},
      {"training settings", training_fingerprint("", settings.flow, settings.train, "")},
      {"surrogate it begins with", start.empty() ? "" : sha256_of_file(start)}};
}

Fingerprints event_inputs(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate,
                          const Flux& flux) {
  Fingerprints inputs = evaluated_inputs(settings, physics);
  inputs["surrogate"] = surrogate.fingerprint();
  inputs["event settings"] = fingerprint_of_section(settings.generate);
  if (!settings.variations.empty()) inputs["variations"] = sha256(settings.variations.text);
  if (settings.exposure.is_asked()) inputs["exposure"] = fingerprint_of_section(settings.exposure);
  inputs["flux"] = fingerprint_of_flux(flux);
  return inputs;
}

Fingerprints validation_inputs(const RunSettings& settings, const Physics& physics,
                               const Surrogate& surrogate, const Flux& flux) {
  Fingerprints inputs = evaluated_inputs(settings, physics);
  inputs["surrogate"] = surrogate.fingerprint();
  inputs["validation settings"] = fingerprint_of_section(settings.validate);
  inputs["flux"] = fingerprint_of_flux(flux);
  return inputs;
}

}  // namespace nereus
