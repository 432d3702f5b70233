#include "hadron_tensor/form_factors.hpp"

namespace nereus {

FormFactors form_factors(double Q2, const FormFactorOptions& options, double nucleon_mass) {
  const double dipole_root = 1 / (1 + Q2 / (options.vector_mass_squared_gev2 * 1e6));
  const double G_D = dipole_root * dipole_root;
  const double axial_root = 1 / (1 + Q2 / (options.M_A_mev * options.M_A_mev));
  const double tau = Q2 / (4 * nucleon_mass * nucleon_mass);
  return {G_D * (1 + options.mu_n * tau / (1 + options.galster * tau)), options.isovector_moment * G_D,
          options.g_A * axial_root * axial_root};
}

}  // namespace nereus
