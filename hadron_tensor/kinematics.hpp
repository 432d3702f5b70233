#pragma once
// Kinematics of nu + A -> l + N + (A-1) with a residual nucleus that takes no kinetic energy.

#include <optional>

namespace nereus {

/// Energy and momentum given to the nucleus [MeV].
struct Transfer {
  double omega = 0;
  double q = 0;
  double Q2() const { return q * q - omega * omega; }  ///< [MeV^2]
};

/// Lepton side of one configuration; z along q, x in the lepton plane (PHYSICS Sec. 3).
struct LeptonKinematics {
  double k = 0;      ///< neutrino energy and momentum [MeV]
  double e_out = 0;  ///< energy of the outgoing lepton [MeV]
  double k_out = 0;  ///< its momentum [MeV]
  Transfer transfer;
  double k_x = 0;      ///< transverse momentum, the same for both leptons, > 0 [MeV]
  double k_z = 0;      ///< neutrino momentum along q [MeV]
  double k_out_z = 0;  ///< lepton momentum along q [MeV]
};

/// Lepton kinematics, or nothing where no lepton of this mass can come out or q vanishes.
/// \param e_nu, omega, lepton_mass [MeV]
/// \source PHYSICS Sec. 3
std::optional<LeptonKinematics> lepton_kinematics(double e_nu, double omega, double cos_theta_lepton,
                                                  double lepton_mass);

/// Nucleon momentum for kinetic energy T: sqrt(T (T + 2M)) [MeV].
double nucleon_momentum(double kinetic_energy, double mass);

/// Wave number of the outgoing nucleon in the mean field, k = sqrt(E/B0) with E = T (1 + T/2M) [fm^-1].
/// \source PHYSICS Sec. 4
double wave_number(double kinetic_energy, double mass, double B0);

}  // namespace nereus
