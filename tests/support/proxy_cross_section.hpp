#pragma once
// A cross section in closed form that looks like the real one: cheap enough for tests of everything that
// only needs *a* cross section (surrogate, generator, validation).

#include <array>
#include <memory>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus::test {

/// What may be varied about the proxy; every field enters its fingerprint.
struct ProxySettings {
  double strength = 1;                                ///< scales the cross section
  double dipole_mass = 840;                           ///< of the form factor [MeV]
  double resonance = 1;                               ///< height of the narrow resonances at low T (0: none)
  double azimuthal = 1;                               ///< scale of the phi_n dependence, [0, 1]
  LineShape line_shape = LineShape::delta;            ///< of both shells in missing energy
  std::array<double, 2> fwhm{0, 0};                   ///< of the line of each shell [MeV]
  std::array<double, 2> spectroscopic_factor{1, 1};   ///< of each shell
  std::array<double, 2> removal_energy{34.5, 17.25};  ///< centre of each shell's strength [MeV]
};

/// nu_mu on 12C, shells 1s1/2 and 1p3/2 of neutrons: oscillator momentum distributions with a tail, dipole
/// form factor, Coulomb barrier, two resonances (0.12 MeV and 1 MeV wide), diffraction in q, and all five
/// azimuthal terms. Size like the real one (about 5e-38 cm^2 at 1 GeV), positive everywhere.
std::unique_ptr<CrossSection> make_proxy_cross_section(const ProxySettings& settings = {});

/// The proxy with shells as broad as those of carbon (20 and 5 MeV) and spectroscopic factors below one.
ProxySettings broad_proxy(LineShape line_shape);

/// sigma_alpha(E_nu) of a proxy by Gauss-Legendre quadrature, relative error below 3e-5; with widths below
/// 1e-3.
TotalCrossSection proxy_total_cross_section(const CrossSection& proxy, double e_nu_min = 200,
                                            double e_nu_max = 1000);

}  // namespace nereus::test
