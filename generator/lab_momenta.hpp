#pragma once
// From the variables of the model to four-momenta in the laboratory.

#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Energy and momentum [MeV].
struct FourVector {
  double e = 0, px = 0, py = 0, pz = 0;
  double mass() const;      ///< sqrt(e^2 - p^2), negative for a space-like vector [MeV]
  double momentum() const;  ///< |p| [MeV]
};

FourVector operator+(const FourVector& a, const FourVector& b);
FourVector operator-(const FourVector& a, const FourVector& b);

/// Beam along +z, target at rest. neutrino + target = lepton + nucleon + residual holds bit for bit.
struct LabMomenta {
  FourVector neutrino, target, lepton, nucleon, residual;
};

/// Masses in the event record [MeV].
struct RecordMasses {
  double target = 0;   ///< target nucleus
  double lepton = 0;   ///< outgoing lepton
  double nucleon = 0;  ///< outgoing nucleon, PDG
};

/// Four-momentum of the target in every event.
FourVector target_at_rest(const RecordMasses& masses);

/// \param point           E_nu, omega and angles; the nucleon's from q, phi_n from the lepton half-plane
/// \param lepton_azimuth  of the lepton about the beam [rad]
/// \param missing_energy  E_m: T_N = omega - E_m [MeV]
/// \source PHYSICS Secs. 3 (axes) and 12 (what is written)
LabMomenta lab_momenta(const PhasePoint& point, double lepton_azimuth, double missing_energy,
                       const RecordMasses& masses);

/// Missing momentum |q - p_N|: momentum of the residual nucleus [MeV].
inline double missing_momentum(const LabMomenta& momenta) { return momenta.residual.momentum(); }

}  // namespace nereus
