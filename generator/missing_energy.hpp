#pragma once
// Draws the missing energy of an event from the strength of its shell.

#include "hadron_tensor/shell_strength.hpp"

namespace nereus {

struct DrawnMissingEnergy {
  double missing_energy = 0;  ///< E_m [MeV]
  double log_open_share =
      0;  ///< ln of the share of the strength that is open: E_m was drawn from rho over it
};

/// Draws E_m from rho(E_m) cut at `end` and scaled up for what the cut removes: no proposal is wasted where
/// the neutrino has too little energy. A delta function gives its centre whatever the number. \param end E_nu
/// - m_l, where phase space ends [MeV] \param uniform  in (0, 1) \return E_m at least 1 eV below the end,
/// where the cross section has vanished long before \throws InputError if no strength lies below the end
DrawnMissingEnergy draw_missing_energy(const ShellStrength& strength, double end, double uniform);

}  // namespace nereus
