#pragma once
// Neutrino fluxes: flat, mono-energetic, or a histogram.

#include <optional>
#include <string>
#include <vector>

#include "hadron_tensor/probe.hpp"

namespace nereus {

/// Shape of a flux over the neutrino energy: a histogram, or one single energy.
struct Flux {
  std::string name;             ///< as the user gave it: "flat", "mono:600", "T2K_ND280_numu"
  std::string origin;           ///< where the numbers come from, one line
  std::string unit;             ///< unit of `density` before conversion to per MeV, as the source states it
  std::vector<double> edges;    ///< bin edges [MeV], ascending; a mono flux has its one energy
  std::vector<double> density;  ///< flux per MeV in each bin, any normalisation; empty: mono
  int pdg = 0;                  ///< PDG number of its neutrinos; 0: it does not say
  /// Neutrinos per cm^2 and proton on target = this x integral(); nothing if the source does not say.
  std::optional<double> per_cm2_pot{};

  bool is_mono() const { return density.empty(); }
  /// Number of neutrinos in the histogram, in units of density x MeV; 1 for a mono flux.
  double integral() const;
};

/// A flux restricted to a range of energies.
struct CutFlux {
  Flux flux;                 ///< only what lies in the range
  double kept_fraction = 1;  ///< of the neutrinos of the whole flux
};

/// What the run card asks for.
/// \param name "flat" (between e_min and e_max), "mono:600" (MeV), a shipped flux
///             ("T2K_ND280_numu", "MiniBooNE_FHC_numu" ...: see shipped_fluxes()) or a CSV file
/// \throws InputError for an unknown name (with the closest known one) or an unusable file
Flux make_flux(const std::string& name, double e_min, double e_max);

/// Flux from a CSV file with columns E_low_<U>,E_high_<U>,flux, U being GeV or MeV. A comment line must
/// state the convention, which is never guessed: `# convention: density` (per unit of energy) or
/// `# convention: per bin`. Two more lines are read if they are there: `# particle: nu_mu`, and the unit of
/// the numbers, `# unit: per cm^2 per 50 MeV per 1e21 POT` (see parse_flux_unit), without which there is no
/// event count.
///
/// \throws FileError if unreadable, InputError (file:line) for a missing or unknown convention, an unknown
///         particle, a unit that contradicts the convention, bins that are empty, overlap, leave gaps or are
///         not ascending, negative or non-finite content, no neutrinos at all
Flux read_flux(const std::string& path);

/// Names of the fluxes in the data directory, aliases included, in alphabetical order.
std::vector<std::string> shipped_fluxes();

/// \throws InputError if the flux says what its neutrinos are, and they are not those of the probe
void check_flavour(const Flux& flux, const Probe& probe);

/// \throws InputError if no neutrino lies in [e_min, e_max]
CutFlux cut_flux(const Flux& flux, double e_min, double e_max);

}  // namespace nereus
