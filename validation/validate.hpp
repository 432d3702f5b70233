#pragma once
// The measurements of `nereus validate`: one call, one report.

#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "generator/provenance.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/surrogate.hpp"
#include "validation/closure.hpp"
#include "validation/effective_sample_size.hpp"
#include "validation/requirement.hpp"
#include "validation/validate_options.hpp"

namespace nereus {

/// Events within half_width_kev of a quasi-bound state, of which the model has the tail up to 1 keV from it:
/// a needle that no surrogate follows, and so rare that it matters for the largest weight alone.
struct NeedleEvents {
  static constexpr double half_width_kev = 5;
  std::int64_t events = 0;
  double max_weight = 0;
  double max_weight_elsewhere = 0;  ///< of all other events
};

struct ValidationReport {
  std::string flux;
  double kept_fraction = 1;                ///< of the flux inside the range
  double e_nu_min = 0, e_nu_max = 0;       ///< that range [MeV]
  std::vector<std::string> shells;         ///< labels
  std::vector<WeightStatistics> by_shell;  ///< same order
  WeightStatistics together;
  NeedleEvents needles;
  double cap_quantile = 0;  ///< of the weights, where the cap of the acceptances lies
  std::vector<EnergySlice> slices;
  Closure closure;
  bool passed = false;  ///< closure, and every slice's mean within closure_limit errors of 1
  std::vector<Requirement> requirements;  ///< how good it must be; none for the published flow
};

/// The slice of the lowest RESS, or nullptr if there are no slices.
const EnergySlice* worst_slice(const std::vector<EnergySlice>& slices);

/// "1s1/2, 200 to 250 MeV"
std::string slice_title(const ValidationReport& report, const EnergySlice& slice);

/// Draws fresh events and measures their weights: E_nu and shell from flux x sigma, or with flux "flat" E_nu
/// flat and all shells equally often, as PAPER.md defines RESS.
/// \throws as generate_events
ValidationReport validate_surrogate(const CrossSection& cross_section, const TotalCrossSection& total,
                                    const Surrogate& surrogate, const ValidateOptions& options,
                                    Threads threads);

/// Table for people.
std::string report_text(const ValidationReport& report);
/// The same numbers as JSON, with provenance.
std::string report_json(const ValidationReport& report, const Provenance& provenance);

}  // namespace nereus
