#pragma once
// Which cross section: final state, axial charge, form factors, accuracy.

#include <string>

#include "base/options.hpp"
#include "hadron_tensor/form_factor_options.hpp"

namespace nereus {

/// Card section [model].
struct ModelOptions {
  std::string final_state = "distorted";  ///< "distorted", "plane_wave", "plane_wave_consistent"
  std::string axial_charge = "complete";  ///< "complete", "pion_pole"
  double accuracy = 1e-5;                 ///< relative accuracy of the amplitude sum
  FormFactorOptions form_factors;         ///< own card section
  void visit(FieldVisitor& visitor);      ///< all but the form factors
};

}  // namespace nereus
