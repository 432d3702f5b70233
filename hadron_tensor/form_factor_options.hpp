#pragma once
// Which form factors of the nucleon, and their parameters.

#include <string>
#include <vector>

#include "base/options.hpp"

namespace nereus {

/// Card section [form_factors].
/// \source PHYSICS Sec. 5; defaults of the z expansion: Meyer et al., PRD 93 (2016) 113015
struct FormFactorOptions {
  std::string vector = "dipole";           ///< "dipole" (Galster's G_E^n with it), "BBBA05"
  std::string axial = "dipole";            ///< "dipole", "z_expansion"
  double g_A = 1.262;                      ///< axial coupling at Q^2 = 0
  double M_A_mev = 1030;                   ///< axial mass of the dipole
  double vector_mass_squared_gev2 = 0.71;  ///< of the dipole G_D
  double mu_p = 2.793;                     ///< proton magnetic moment [nuclear magnetons]
  double mu_n = -1.913;                    ///< neutron magnetic moment [nuclear magnetons]
  double galster = 5.6;                    ///< Galster parameter
  /// a_1, a_2 ... in the paper's sign, F_A(0) = -g_A; our G_A = -F_A is positive at Q^2 = 0.
  std::vector<double> z_a = {2.30, -0.6, -3.8, 2.3};
  double z_t_cut_gev2 = 0.1764;  ///< (3 m_pi)^2 with m_pi = 0.14 GeV
  double z_t0_gev2 = -0.28;      ///< t that is mapped to z = 0
  void visit(FieldVisitor& visitor);
};

}  // namespace nereus
