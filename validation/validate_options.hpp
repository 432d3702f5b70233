#pragma once
// What to measure of a surrogate, and how precisely.

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.hpp"

namespace nereus {

/// Card section [validate].
struct ValidateOptions {
  std::string flux = "flat";      ///< see make_flux
  std::int64_t samples = 100000;  ///< fresh events, all shells together
  std::int64_t seed = 1;
  double e_nu_min_mev = 200;     ///< the flux is cut to this range and to the surrogate's
  double e_nu_max_mev = 1000;    ///< upper end of it
  double slice_mev = 50;         ///< width of the slices in E_nu where E[w] = 1 is checked
  double cap_quantile = 0.9999;  ///< quantile of the weights that caps them in acceptance
  void visit(FieldVisitor& visitor);

  /// Not of the card: kinetic energies of the quasi-bound states of the outgoing nucleon, which the model
  /// leaves out but for their tails [MeV].
  std::vector<double> quasi_bound_mev{};
};

}  // namespace nereus
