#pragma once
// From the spectral grid to the uniform table that the rest of the project reads.

#include <string>
#include <vector>

#include "meanfield/mean_field.hpp"
#include "meanfield/meanfield_options.hpp"
#include "meanfield/skyrme_functional.hpp"

namespace nereus {

/// What is tabulated: potentials and orbitals that need not belong to each other.
struct GridSolution {
  const GridField& field;
  const std::vector<GridOrbital>& orbitals;
};

/// \throws InputError if the table would leave the box or its end is no multiple of its step
void check_table(const MeanFieldOptions& options);

/// Spectral grid that the options ask for.
SpectralGrid spectral_grid_of(const MeanFieldOptions& options);

/// The field on r_i = i step_fm up to r_max_fm, with its derivatives and fingerprint.
MeanField tabulated_field(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                          const GridSolution& solution, const SpectralGrid& grid,
                          const MeanFieldOptions& options, const std::string& origin);

}  // namespace nereus
