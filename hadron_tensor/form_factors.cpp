#include "hadron_tensor/form_factors.hpp"

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double mev2_per_gev2 = 1e6;

double dipole(double Q2, double mass_squared) {
  const double root = 1 / (1 + Q2 / mass_squared);
  return root * root;
}

/// (a0 + a1 tau + a2 tau^2) / (1 + b1 tau + b2 tau^2 + b3 tau^3 + b4 tau^4)
struct Ratio {
  double a0, a1, a2, b1, b2, b3, b4;
  double at(double tau) const {
    return (a0 + tau * (a1 + tau * a2)) / (1 + tau * (b1 + tau * (b2 + tau * (b3 + tau * b4))));
  }
};

// Bradford, Bodek, Budd and Arrington, Nucl. Phys. B Proc. Suppl. 159 (2006) 127 (hep-ex/0602017); the
// numbers were checked against GENIE's BBA05 constants. The magnetic ones are of G_M/mu.
constexpr Ratio bbba05_G_Ep = {1, -0.0578, 0, 11.1, 13.6, 33.0, 0};
constexpr Ratio bbba05_G_Mp = {1, 0.150, 0, 11.1, 19.6, 7.54, 0};
constexpr Ratio bbba05_G_En = {0, 1.25, 1.30, -9.86, 305, -758, 802};
constexpr Ratio bbba05_G_Mn = {1, 1.81, 0, 14.1, 20.7, 68.7, 0};

bool is_bbba05(const std::string& name) {
  if (name == "BBBA05") return true;
  if (name == "dipole") return false;
  throw InputError("unknown vector form factors '" + name + "' (known: dipole, BBBA05)");
}

bool is_z_expansion(const std::string& name) {
  if (name == "z_expansion") return true;
  if (name == "dipole") return false;
  throw InputError("unknown axial form factor '" + name + "' (known: dipole, z_expansion)");
}

}  // namespace

NucleonFormFactors::NucleonFormFactors(const FormFactorOptions& options, double nucleon_mass)
    : options_(options), nucleon_mass_(nucleon_mass), bbba05_(is_bbba05(options.vector)) {
  if (is_z_expansion(options.axial)) {
    z_expansion_.emplace(options.z_a, -options.g_A, options.z_t_cut_gev2 * mev2_per_gev2,
                         options.z_t0_gev2 * mev2_per_gev2);
  }
}

double NucleonFormFactors::axial(double Q2) const {
  if (z_expansion_) return -z_expansion_->at(Q2);
  return options_.g_A * dipole(Q2, options_.M_A_mev * options_.M_A_mev);
}

FormFactors NucleonFormFactors::electromagnetic(Isospin struck, double Q2) const {
  const double tau = Q2 / (4 * nucleon_mass_ * nucleon_mass_);
  const bool proton = struck == Isospin::proton;
  const double mu = proton ? options_.mu_p : options_.mu_n;
  if (bbba05_) {
    return {(proton ? bbba05_G_Ep : bbba05_G_En).at(tau), mu * (proton ? bbba05_G_Mp : bbba05_G_Mn).at(tau),
            0};
  }
  const double G_D = dipole(Q2, options_.vector_mass_squared_gev2 * mev2_per_gev2);
  const double G_E = proton ? G_D : -options_.mu_n * tau * G_D / (1 + options_.galster * tau);
  return {G_E, mu * G_D, 0};
}

FormFactors NucleonFormFactors::isovector(double Q2) const {
  const FormFactors proton = electromagnetic(Isospin::proton, Q2);
  const FormFactors neutron = electromagnetic(Isospin::neutron, Q2);
  return {proton.G_E - neutron.G_E, proton.G_M - neutron.G_M, axial(Q2)};
}

}  // namespace nereus
