#pragma once
// An event as the files hold it: in the units of the output, with its four-momenta.

#include <cstdint>
#include <vector>

#include "generator/event.hpp"
#include "generator/lab_momenta.hpp"

namespace nereus {

/// Cross sections per nucleus. The meaning of the numbers is that of Event and PhasePoint.
struct RecordedEvent {
  std::int64_t proposal = 0, trials = 1, shell = 0;
  double e_nu = 0, missing_energy = 0, omega = 0;       ///< [MeV]
  double cos_theta_lepton = 0, theta_n = 0, phi_n = 0;  ///< angles in [rad]
  double lepton_azimuth = 0;                            ///< [rad]
  double log_q = 0;                                     ///< ln of [MeV^-1 sr^-1]
  double d4sigma = 0;                                   ///< [1e-42 cm^2 MeV^-1 sr^-1]
  double sigma_shell = 0, sigma_total = 0;              ///< [1e-38 cm^2]
  std::vector<double> weights;                          ///< by name, "CV" first
  LabMomenta momenta;
};

/// The one place where the cross sections of events become cm^2.
RecordedEvent record_event(const Event& event, const RecordMasses& masses);

/// The event behind a record, with its own weight and without the others.
Event drawn_event(const RecordedEvent& recorded);

/// 1 fm^2 = 1e-26 cm^2 in 1e-38 cm^2.
constexpr double fm2_in_sigma_unit = 1e12;

}  // namespace nereus
