#pragma once
// Physical constants: every value is an input of the model (run card section [constants]).

#include "base/options.hpp"

namespace nereus {

/// Constants of nature and conventions of the model. MeV, fm, c = 1.
/// \source PHYSICS Sec. 1 (hbar c, alpha, lepton masses: CODATA 2018 / PDG 2022)
struct PhysicalConstants {
  double hbar_c = 197.3269804;            ///< hbar c [MeV fm], CODATA 2018
  double nucleon_mass = 938.92;           ///< nucleon mass in currents and kinematics [MeV]
  double inverse_alpha = 137.035999;      ///< 1/alpha, CODATA 2018
  double electron_mass = 0.51099895;      ///< [MeV], CODATA 2018
  double muon_mass = 105.6583745;         ///< [MeV], CODATA 2018
  double tau_mass = 1776.86;              ///< [MeV], PDG 2022
  double fermi_constant = 1.1663787e-11;  ///< G_F [MeV^-2], PDG 2022
  double v_ud = 0.97417;                  ///< CKM element V_ud
  double pion_mass = 139.57;              ///< [MeV], pion pole of the axial current

  /// Coulomb constant e^2 = alpha hbar c [MeV fm].
  double e2() const { return hbar_c / inverse_alpha; }

  void visit(FieldVisitor& visitor);
};

}  // namespace nereus
