#pragma once
// Which cross section: final state, axial charge, form factors, accuracy.

#include <string>

#include "base/options.hpp"

namespace nereus {

/// Card section [form_factors]: dipole / Galster parametrisation of the nucleon.
/// \source PHYSICS Sec. 5
struct FormFactorOptions {
  double g_A = 1.262;                      ///< axial coupling at Q^2 = 0
  double M_A_mev = 1030;                   ///< axial mass
  double vector_mass_squared_gev2 = 0.71;  ///< of the dipole G_D
  double mu_n = -1.913;                    ///< neutron magnetic moment (Galster G_E^n)
  double isovector_moment = 4.706;         ///< G_M^V(0)
  double galster = 5.6;                    ///< Galster parameter
  void visit(FieldVisitor& visitor);
};

/// Card section [model].
struct ModelOptions {
  std::string preset = "none";            ///< "none", "ghent2022": see apply_preset of the run card
  std::string final_state = "distorted";  ///< "distorted", "plane_wave", "plane_wave_consistent"
  std::string axial_charge = "complete";  ///< "complete", "pion_pole", "ghent"
  bool coulomb_monopole = true;           ///< J = 0 Coulomb amplitude of s1/2 -> s1/2
  double accuracy = 1e-5;                 ///< relative accuracy of the amplitude sum
  FormFactorOptions form_factors;         ///< own card section
  void visit(FieldVisitor& visitor);      ///< all but the form factors
};

}  // namespace nereus
