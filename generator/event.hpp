#pragma once
// One generated event.

#include <cstddef>

#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// A drawn configuration with its weight. Cross sections per nucleus.
struct Event {
  std::size_t shell = 0;      ///< index into CrossSection::shells()
  PhasePoint point;           ///< E_nu, omega, angles
  double lepton_azimuth = 0;  ///< of the lepton about the beam [rad], uniform in [0, 2 pi)
  double log_q = 0;           ///< ln q(point | E_nu, shell) [MeV^-1 sr^-1]
  double d4sigma = 0;         ///< true cross section [fm^2 MeV^-1 sr^-1]
  double sigma_shell = 0;     ///< sigma_shell(E_nu) [fm^2]
  double sigma_total = 0;     ///< sum over shells of sigma_shell(E_nu) [fm^2]
  double weight = 0;          ///< d4sigma / (sigma_shell q)
};

}  // namespace nereus
