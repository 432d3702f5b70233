#pragma once
// What a generation gave.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nereus {

/// A written file as the manifest lists it.
struct WrittenFile {
  std::string path;
  std::int64_t bytes = 0;
  std::string sha256;
};

/// Weights of another model stand on at least this part of the effective events of "CV".
constexpr double smallest_effective_share = 0.1;

/// A named weight besides "CV".
struct NamedWeightSummary {
  std::string name;
  double sigma = 0, error = 0;  ///< flux-averaged cross section of its model, from the events [1e-38 cm^2]
  double ress = 0;              ///< (sum w)^2 / (N sum w^2)
  double effective_share = 0;   ///< its effective events over those of "CV"
  bool differs = true;          ///< false: every weight is that of "CV"
  /// The events hardly tell of its model: its cross section and distributions are not to be believed.
  bool is_poor() const { return !(effective_share >= smallest_effective_share); }
};

/// How the draws of a covariance scatter or, without a covariance, all named weights.
struct WeightBand {
  std::int64_t weights = 0;
  double mean = 0, rms = 0;  ///< of sigma; rms: standard deviation [1e-38 cm^2]
  /// By variable, the largest rms / CV of a bin among those that hold at least 1 % of sigma.
  std::map<std::string, double> largest_relative_rms;
};

/// Cross sections per nucleus, averaged over the cut flux.
struct GenerationSummary {
  std::string mode;     ///< see GenerationMode
  bool biased = false;  ///< the events follow the surrogate alone
  std::string shard;    ///< "2/4"; "1/1" for a whole run
  std::vector<std::string> weight_names;
  std::int64_t events = 0;
  std::int64_t trials = 0;             ///< proposals that were made, accepted or not
  std::int64_t zero_weights = 0;       ///< events where the cross section vanishes; they count
  std::int64_t overweight_events = 0;  ///< accept-reject: events that keep a weight above 1
  double weight_cap = 1;               ///< accept-reject: what a weight of 1 stands for
  double overweight_share = 0;         ///< E[(w - c)+] / E[w] of accept-reject
  double sigma_flux = 0;               ///< by quadrature of the true cross section [1e-38 cm^2]
  double sigma_events = 0;             ///< from the events, see SigmaEstimate [1e-38 cm^2]
  double sigma_events_error = 0;       ///< standard error of it [1e-38 cm^2]
  double ress = 0;                     ///< (sum w)^2 / (N sum w^2)
  double max_weight = 0;
  std::string flux;                         ///< its name
  double kept_fraction = 1;                 ///< part of the flux inside the range
  double e_nu_min = 0, e_nu_max = 0;        ///< that range [MeV]
  std::optional<double> expected_events;    ///< interactions of the exposure asked for
  std::vector<NamedWeightSummary> weights;  ///< besides "CV"
  std::optional<WeightBand> band;           ///< of two named weights or more
  bool reused = false;  ///< the files were there already, whole and made from the same input
  std::map<std::string, WrittenFile> files;  ///< "h5", "hepmc3", "variations"

  /// Part of the proposals that became events.
  double acceptance() const {
    return trials == 0 ? 0 : static_cast<double>(events) / static_cast<double>(trials);
  }
};

}  // namespace nereus
