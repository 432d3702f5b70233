#pragma once
// The attraction between electron and nucleus: effective momentum approximation.

#include "base/constants.hpp"
#include "meanfield/mean_field.hpp"
#include "validation/electron_kinematics.hpp"

namespace nereus {

/// Depth of the nucleus' Coulomb potential for an electron, averaged over its protons:
/// V = (1/Z) int d^3r rho_p(r) V_C(r), which is 6/5 Z e^2/R = 0.8 V_C(0) for a uniform sphere [MeV, > 0].
/// The nucleons that scatter sit everywhere in the nucleus, hence not V_C(0): Aste et al. find that
/// 0.75 ... 0.8 V_C(0) reproduces exact distorted waves. 3.4 MeV in 12C, 20 MeV in 208Pb (SLy4).
/// \source A. Aste, C. von Arx, D. Trautmann, Eur. Phys. J. A 26 (2005) 167, nucl-th/0502074
double mean_coulomb_potential(const MeanField& field, const PhysicalConstants& constants);

/// Effective momentum approximation: inside the nucleus the electron has the energies E + V and E' + V.
///   sigma(E, theta, omega) = ((E + V)/E)^2 sigma_0(E + V, theta, omega)
/// The responses are taken at (omega, q_eff), and sigma_Mott ~ 1/E^2 stays that of E: the amplitude of the
/// incoming wave is larger by the focusing factor (E + V)/E at the nucleus, which undoes the change of the
/// photon propagator in sigma_Mott(E + V).
/// \param potential  V [MeV]
/// \source A. Aste, C. von Arx, D. Trautmann, Eur. Phys. J. A 26 (2005) 167
ElectronCrossSection with_effective_momentum(ElectronCrossSection plane_wave, double potential);

}  // namespace nereus
