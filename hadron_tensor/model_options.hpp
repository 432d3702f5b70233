#pragma once
// Which cross section: final state, axial charge, form factors, accuracy.

#include <limits>
#include <string>

#include "base/options.hpp"
#include "hadron_tensor/form_factor_options.hpp"
#include "hadron_tensor/missing_energy_options.hpp"

namespace nereus {

/// Card section [model].
struct ModelOptions {
  std::string preset = "none";            ///< "none", "ghent2022": see apply_preset of the run card
  std::string final_state = "distorted";  ///< "distorted", "plane_wave", "plane_wave_consistent"
  std::string axial_charge = "complete";  ///< "complete", "pion_pole", "ghent"
  bool coulomb_monopole = true;           ///< J = 0 Coulomb amplitude of s1/2 -> s1/2
  double q_max_mev = 0;                   ///< cut: no cross section beyond this momentum transfer; 0: none
  double accuracy = 1e-5;                 ///< relative accuracy of the amplitude sum
  MissingEnergyOptions missing_energy;    ///< keys of the same card section
  FormFactorOptions form_factors;         ///< own card section
  void visit(FieldVisitor& visitor);      ///< all but the form factors

  /// The cut as a number that q can be compared with [MeV].
  double q_max() const { return q_max_mev > 0 ? q_max_mev : std::numeric_limits<double>::infinity(); }
};

}  // namespace nereus
