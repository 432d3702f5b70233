#include "hadron_tensor/model_options.hpp"

namespace nereus {

void FormFactorOptions::visit(FieldVisitor& visitor) {
  visitor.field("g_A", g_A, "axial coupling at Q2 = 0", {0.1, 5});
  visitor.field("M_A_mev", M_A_mev, "axial mass of the dipole [MeV]", {200, 5000});
  visitor.field("vector_mass_squared_gev2", vector_mass_squared_gev2,
                "mass squared of the vector dipole [GeV2]", {0.1, 5});
  visitor.field("mu_n", mu_n, "neutron magnetic moment in Galster's G_E^n", {-5, 0});
  visitor.field("isovector_moment", isovector_moment, "G_M^V(0) = mu_p - mu_n", {0.1, 20});
  visitor.field("galster", galster, "Galster's parameter of G_E^n", {0, 50});
}

void ModelOptions::visit(FieldVisitor& visitor) {
  visitor.field("preset", preset,
                "ghent2022: field, axial charge and monopole of the published Ghent tables (C12, O16)",
                {"none", "ghent2022"});
  visitor.field("final_state", final_state, "wave of the outgoing nucleon",
                {"distorted", "plane_wave", "plane_wave_consistent"});
  visitor.field("axial_charge", axial_charge, "one-body axial charge operator",
                {"complete", "pion_pole", "ghent"});
  visitor.field("coulomb_monopole", coulomb_monopole, "keep the J = 0 Coulomb amplitude of s1/2 -> s1/2");
  visitor.field("accuracy", accuracy, "relative accuracy of the partial-wave sum and radial integrals",
                {1e-7, 1e-3});
}

}  // namespace nereus
