#include "hadron_tensor/form_factor_options.hpp"

namespace nereus {

void FormFactorOptions::visit(FieldVisitor& visitor) {
  visitor.field("vector", vector, "electric and magnetic form factors", {"dipole", "BBBA05"});
  visitor.field("axial", axial, "axial form factor", {"dipole", "z_expansion"});
  visitor.field("g_A", g_A, "axial coupling at Q2 = 0", {0.1, 5});
  visitor.field("M_A_mev", M_A_mev, "axial mass of the dipole [MeV]", {200, 5000});
  visitor.field("vector_mass_squared_gev2", vector_mass_squared_gev2,
                "mass squared of the vector dipole [GeV2]", {0.1, 5});
  visitor.field("mu_p", mu_p, "proton magnetic moment [nuclear magnetons]", {0, 10});
  visitor.field("mu_n", mu_n, "neutron magnetic moment [nuclear magnetons]", {-5, 0});
  visitor.field("galster", galster, "Galster's parameter of G_E^n", {0, 50});
  visitor.field("z_a", z_a, "a_1, a_2 ... of the z expansion, in the sign in which F_A(0) = -g_A",
                {-1000, 1000});
  visitor.field("z_t_cut_gev2", z_t_cut_gev2, "three-pion threshold of the z expansion [GeV2]", {0.01, 1});
  visitor.field("z_t0_gev2", z_t0_gev2, "t that the z expansion maps to z = 0 [GeV2]", {-10, 1});
}

}  // namespace nereus
