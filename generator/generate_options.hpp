#pragma once
// How many events, from which flux, in which way.

#include <cstdint>
#include <string>

#include "base/options.hpp"

namespace nereus {

/// Card section [generate].
struct GenerateOptions {
  std::string flux = "T2K_ND280_numu";  ///< see make_flux
  std::string mode = "weighted";        ///< see GenerationMode
  std::int64_t events = 100000;         ///< number of events in the output
  std::int64_t seed = 1;                ///< of the random numbers
  double cap_quantile = 0.9999;         ///< of the weights: the cap of accept-reject
  std::int64_t pilot_events = 100000;   ///< weighted events that tell the cap
  double e_nu_min_mev = 200;            ///< the flux is cut to [min, max] and to the surrogate's range
  double e_nu_max_mev = 1000;           ///< upper end of it
  bool hepmc3 = true;                   ///< write PREFIX.hepmc3 besides PREFIX.h5
  bool hepmc3_gz = false;               ///< compressed, as PREFIX.hepmc3.gz
  void visit(FieldVisitor& visitor);
};

/// How events come about. All but `emulate` follow the true cross section exactly, with their weights.
enum class GenerationMode {
  emulate,     ///< proposals of the surrogate as they are: weight 1, no cross section is evaluated, biased
  weighted,    ///< proposals of the surrogate, each with its weight
  unweighted,  ///< accept-reject of the weighted ones: weight 1, above the cap w / cap
  baseline,    ///< as weighted, proposed uniformly in (omega, cos theta_l, cos theta_N, phi_N)
};

/// \throws InputError naming the modes that exist
GenerationMode generation_mode(const GenerateOptions& options);

}  // namespace nereus
