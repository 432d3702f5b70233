#pragma once
// The unit of a flux: per what its numbers are counted.

#include <optional>
#include <string>

namespace nereus {

/// What "per cm^2 per 50 MeV per 1e21 POT" says. A factor that is not named is absent.
struct FluxUnit {
  std::optional<double> area_cm2;    ///< [cm^2]
  std::optional<double> energy_mev;  ///< [MeV]
  std::optional<double> pot;         ///< protons on target
};

/// Reads "per [number] cm^2|m^2|MeV|GeV|POT", repeated, each kind once, in any order.
/// \return nothing if the text is of another form ("arbitrary")
std::optional<FluxUnit> parse_flux_unit(const std::string& text);

}  // namespace nereus
