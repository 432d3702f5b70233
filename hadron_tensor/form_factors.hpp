#pragma once
// Isovector form factors of the nucleon.

#include "hadron_tensor/model_options.hpp"

namespace nereus {

/// Isovector electric, magnetic and axial form factors at one Q^2.
struct FormFactors {
  double G_E = 0, G_M = 0, G_A = 0;
};

/// Dipole / Galster form factors.
/// \param Q2 [MeV^2]; \param nucleon_mass [MeV]
/// \source PHYSICS Sec. 5
FormFactors form_factors(double Q2, const FormFactorOptions& options, double nucleon_mass);

}  // namespace nereus
