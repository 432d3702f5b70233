#pragma once
// Sizes of the samples behind the page of `nereus validate --out DIR`.

#include <cstdint>
#include <string>

#include "base/options.hpp"
#include "validation/likelihood_spread.hpp"

namespace nereus {

/// Further keys of card section [validate].
struct MeasurementOptions {
  std::string page_flux = "T2K_ND280_2013_horn250kA_numu";  ///< of the second RESS, beside flat E_nu
  std::int64_t page_samples = 4000000;  ///< (1e5 in each slice of 50 MeV) events of RESS, histogram, origin
                                        ///< of the spread, projections
  std::int64_t cube_points = 10000;     ///< of RMS_p, in each cube
  LikelihoodSamples likelihood;
  std::int64_t cost_events = 65536;  ///< events that are timed
  void visit(FieldVisitor& visitor);

  /// With fewer samples, where there are many: three minutes for everything, some of it too coarse to be
  /// judged.
  MeasurementOptions quick() const;
};

}  // namespace nereus
