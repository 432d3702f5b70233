#pragma once
// Measured removal energies and widths of shells, with the source of each number in the .cpp.

#include <vector>

#include "meanfield/nucleus.hpp"

namespace nereus {

/// Where the strength of a shell lies in missing energy.
struct ExperimentalShell {
  Shell shell;
  double removal_energy = 0;  ///< [MeV]
  double fwhm = 0;  ///< full width at half maximum [MeV]; 0: a discrete state of the residual nucleus
};

/// Shells of both species of 12C and 16O.
/// \throws InputError for other nuclei, naming those that have data
const std::vector<ExperimentalShell>& experimental_shells(const Nucleus& nucleus);

/// \throws InputError if the nucleus or the shell has no data
const ExperimentalShell& experimental_shell(const Nucleus& nucleus, const Shell& shell);

}  // namespace nereus
