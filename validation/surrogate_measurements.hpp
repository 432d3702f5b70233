#pragma once
// Everything that is measured of one surrogate for the page of `nereus validate --out DIR`.

#include <string>
#include <vector>

#include "validation/averaged_ratio.hpp"
#include "validation/kinetic_profiles.hpp"
#include "validation/likelihood_spread.hpp"
#include "validation/measurement_options.hpp"
#include "validation/projections.hpp"
#include "validation/sampling_cost.hpp"
#include "validation/spread_origin.hpp"
#include "validation/validate.hpp"
#include "validation/weight_histogram.hpp"

namespace nereus {

/// \source PAPER.md, Definitions
struct SurrogateMeasurements {
  ValidationReport flat, flux;  ///< RESS and closure at flat E_nu, and in the flux of the page
  WeightHistogram weights;
  std::vector<FlowSpread> spread;
  AveragedRatio ratio;
  LikelihoodSpread likelihood;
  std::vector<ProjectionSet> projections;
  std::vector<KineticProfile> profiles;
  SamplingCost cost;
  std::vector<Requirement> requirements;  ///< of weights, RMS_p and RMS_z; none for the published flow

  bool passed() const { return flat.passed && flux.passed && all_met(requirements); }
};

/// \param references  of the likelihood, made with any surrogate of the same truth
/// \param validate    seed, slices, range of E_nu and cap
/// \param directory   where the long ones keep what is finished, for the next start after a kill; empty:
/// nowhere. The
///                    caller removes it
/// \throws as generate_events
SurrogateMeasurements measure_surrogate(const Subject& subject,
                                        const std::vector<LikelihoodReference>& references,
                                        const ValidateOptions& validate, const MeasurementOptions& options,
                                        Threads threads, const std::string& directory = "");

}  // namespace nereus
