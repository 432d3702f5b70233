#pragma once
// A file of events with one more weight.

#include <string>

#include "base/parallel.hpp"
#include "generator/event_file_reader.hpp"
#include "generator/generation_summary.hpp"
#include "generator/weight_variation.hpp"

namespace nereus {

struct ReweightInputs {
  const EventFileReader& events;
  WeightVariation weight;    ///< of the other model; its events must lie where those of the file do
  double sigma_flux = 0;     ///< of the other model, by quadrature over the flux of the events [1e-38 cm^2]
  OutputFormats formats;     ///< of the new files
  bool accept_poor = false;  ///< write them even if the weights are poor
};

/// How well the events stand for the other model. Cross sections per nucleus, averaged over their flux.
struct ReweightSummary {
  GenerationSummary run;        ///< of the new files
  double sigma_flux = 0;        ///< of the other model, by quadrature [1e-38 cm^2]
  double sigma = 0, error = 0;  ///< of it, from the events [1e-38 cm^2]
  double effective_share = 0;   ///< effective events of the new weight over those of "CV"
  double max_ratio = 0;         ///< largest new weight over "CV"
  double lost_share = 0;        ///< of the new sigma, where the cross section of the events vanishes
  std::string complaint;        ///< in what the weights are poor; empty: they are good

  double deviation() const { return error > 0 ? (sigma - sigma_flux) / error : 0; }  ///< standard errors
};

/// Before any work. \throws InputError for events without a cross section, a shard, a name that is taken
void check_reweightable(const EventFileReader& events, const std::string& name);

/// Writes the events with the new weight besides those they have: PREFIX.h5, PREFIX.hepmc3 (or .hepmc3.gz),
/// PREFIX.variations.json and PREFIX.manifest.json. weight = CV x ratio of absolute cross sections, so that
/// the sums that estimate sigma and its distributions from "CV" give those of the other model.
///
/// Weights are poor if the effective events are fewer than a tenth of those of "CV", if more than 1e-6 of the
/// new cross section lies where that of the events vanishes, or if the events miss the quadrature by more
/// than 4.89 standard errors (a normal deviate does so once in a million).
///
/// \throws InputError as check_reweightable; ModelMismatch for poor weights that are not accepted, before any
///         file appears
ReweightSummary reweight_events(const ReweightInputs& inputs, const std::string& prefix, Threads threads);

}  // namespace nereus
