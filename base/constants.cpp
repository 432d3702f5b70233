#include "base/constants.hpp"

namespace nereus {

void PhysicalConstants::visit(FieldVisitor& visitor) {
  // The ranges only catch wrong units; a study may move any constant by some per cent.
  visitor.field("hbar_c_mev_fm", hbar_c, "hbar c [MeV fm]", {180, 220});
  visitor.field("nucleon_mass_mev", nucleon_mass, "nucleon mass in currents and kinematics", {900, 980});
  visitor.field("inverse_alpha", inverse_alpha, "inverse fine-structure constant", {100, 200});
  visitor.field("electron_mass_mev", electron_mass, "electron mass", {0.1, 1});
  visitor.field("muon_mass_mev", muon_mass, "muon mass", {50, 200});
  visitor.field("tau_mass_mev", tau_mass, "tau mass", {1000, 3000});
  visitor.field("fermi_constant_mev-2", fermi_constant, "Fermi constant G_F [MeV^-2]", {1e-11, 2e-11});
  visitor.field("v_ud", v_ud, "CKM element V_ud", {0.9, 1});
  visitor.field("pion_mass_mev", pion_mass, "pion mass in the pole of the axial current", {100, 200});
}

}  // namespace nereus
