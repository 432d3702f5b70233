#pragma once
// From the card's missing-energy options to the strength of every shell.

#include <vector>

#include "hadron_tensor/missing_energy_options.hpp"
#include "hadron_tensor/shell_strength.hpp"
#include "meanfield/nucleus.hpp"

namespace nereus {

/// A shell and the removal energy the mean field gives it.
struct ShellRemovalEnergy {
  Shell shell;
  double removal_energy = 0;  ///< [MeV]
};

/// Strengths in the order of `shells`.
///
/// The threshold of a shell is the smallest removal energy among the shells of its species: a broad deep
/// shell cannot reach below the ground state of the residual nucleus.
///
/// \param shells  all occupied shells of a species, or of both
/// \throws InputError for widths without a line shape and a line shape without widths; a table's key that is
///         no shell, or not an occupied one; experimental data asked of a nucleus or shell that has none
std::vector<ShellStrength> resolve_strengths(const MissingEnergyOptions& options, const Nucleus& nucleus,
                                             const std::vector<ShellRemovalEnergy>& shells);

}  // namespace nereus
