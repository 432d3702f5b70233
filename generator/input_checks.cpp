#include "generator/input_checks.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "generator/accept_reject.hpp"

namespace nereus {
namespace {

/// A lighter lepton may be proposed (such proposals get weight 0), never a heavier one. Removal energies do
/// not matter: every event is proposed in the phase space of its own missing energy.
bool covers_phase_space(const Surrogate& surrogate, const CrossSection& cross_section) {
  const PhaseSpaceModel& proposed = surrogate.parts().phase_space;
  return proposed.lepton_mass <= cross_section.probe().lepton_mass &&
         proposed.nucleon_mass == cross_section.constants().nucleon_mass;
}

}  // namespace

void check_consistency(const CrossSection& cross_section, const TotalCrossSection& total,
                       const Surrogate& surrogate) {
  const std::vector<Shell>& truth = cross_section.shells();
  const std::vector<Shell>& proposed = surrogate.shells();
  if (!std::equal(truth.begin(), truth.end(), proposed.begin(), proposed.end())) {
    throw ModelMismatch(
        "the surrogate has other shells than the cross section (it was trained for another nucleus "
        "or probe); train one for this model");
  }
  if (total.fingerprint() != cross_section.fingerprint()) {
    throw ModelMismatch(
        "the total cross section belongs to another model than the cross section (fingerprints "
        "differ); compute it again");
  }
  if (!covers_phase_space(surrogate, cross_section)) {
    throw ModelMismatch(
        "the surrogate does not reach all of the phase space of the cross section (its masses differ, the "
        "weights would be biased); use Surrogate::set_up_for");
  }
  const bool trained = !surrogate.model_fingerprint().empty();
  if (trained && !surrogate.is_trained_on(cross_section)) {
    spdlog::warn("the surrogate was trained on another model: the weights remain exact but scatter more");
  }
}

void check_emulated_model(const Surrogate& surrogate, const CrossSection& cross_section) {
  if (surrogate.is_trained_on(cross_section)) return;
  throw ModelMismatch(
      "mode \"emulate\" would give events of another model (the surrogate was not trained on this one, and "
      "no "
      "weight corrects it); train one for this model, or use mode \"weighted\"");
}

void check_options(const GenerateOptions& options, std::size_t variations) {
  const GenerationMode mode = generation_mode(options);
  if (mode == GenerationMode::emulate && variations > 0) {
    throw InputError(
        "mode \"emulate\" has no weights of other models (it evaluates no cross section); use mode "
        "\"weighted\", or leave out [[variation]] and [covariance]");
  }
  if (mode == GenerationMode::unweighted) check_pilot(options.cap_quantile, options.pilot_events);
  if (options.hepmc3 || options.hepmc3_gz) check_event_numbers(options);
}

void check_event_numbers(const GenerateOptions& options) {
  if (options.events <= std::numeric_limits<int>::max()) return;
  throw InputError(
      fmt::format("{} events do not fit into one HepMC3 file (its event numbers are 32-bit); set "
                  "[generate] hepmc3 = false",
                  options.events));
}

}  // namespace nereus
