#pragma once
// One generated event.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// A drawn configuration with its weight. Cross sections per nucleus.
///
/// A shell may have a width: its missing energy E_m is drawn first, from the part of rho(E_m) that the
/// neutrino can reach, and rho cancels in the weight. Both densities below are therefore per rho(E_m): the
/// truth is d5sigma = d4sigma rho(E_m), the event was drawn with density q rho(E_m).
struct Event {
  std::int64_t proposal = 0;   ///< number of the proposal it came from: with the seed, all that it depends on
  std::int64_t trials = 1;     ///< proposals it took: itself and those rejected since the event before
  std::size_t shell = 0;       ///< index into CrossSection::shells()
  PhasePoint point;            ///< E_nu, E_m (set in every event), omega, angles
  double lepton_azimuth = 0;   ///< of the lepton about the beam [rad], uniform in [0, 2 pi)
  double log_q = 0;            ///< ln q: the proposal's, less ln of rho's open share [MeV^-1 sr^-1]
  double d4sigma = 0;          ///< true cross section at E_m, per rho(E_m) [fm^2 MeV^-1 sr^-1]
  double sigma_shell = 0;      ///< sigma_shell(E_nu) [fm^2]
  double sigma_total = 0;      ///< sum over shells of sigma_shell(E_nu) [fm^2]
  double weight = 1;           ///< d4sigma / (sigma_shell q); after accept-reject 1, or above the cap w / cap
  std::vector<double> ratios;  ///< further named weights over `weight`, in the order of their names
};

}  // namespace nereus
