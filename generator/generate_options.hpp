#pragma once
// How many events, from which flux, in which way.

#include <cstdint>
#include <string>

#include "base/options.hpp"

namespace nereus {

/// Card section [generate].
struct GenerateOptions {
  std::string flux = "T2K_ND280_numu";  ///< see make_flux
  std::string mode = "weighted";        ///< "weighted", "baseline" (see GenerationMode)
  std::int64_t events = 100000;         ///< number of events
  std::int64_t seed = 1;                ///< of the random numbers
  double e_nu_min_mev = 200;            ///< the flux is cut to [min, max] and to the surrogate's range
  double e_nu_max_mev = 1000;           ///< upper end of it
  bool hepmc3 = true;                   ///< write PREFIX.hepmc3 besides PREFIX.h5
  void visit(FieldVisitor& visitor);
};

/// Who proposes the events. The weight makes both right; they differ in how much the weights scatter.
enum class GenerationMode {
  weighted,  ///< the surrogate
  baseline,  ///< uniform in (omega, cos theta_l, cos theta_N, phi_N)
};

/// \throws InputError naming the modes that exist
GenerationMode generation_mode(const GenerateOptions& options);

}  // namespace nereus
