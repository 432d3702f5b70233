#pragma once
// The self-consistent iteration on the spectral grid.

#include <vector>

#include "meanfield/bound_states.hpp"
#include "meanfield/meanfield_options.hpp"
#include "meanfield/nucleus.hpp"

namespace nereus {

/// When the iteration ends, and how bold its steps are.
struct IterationControl {
  double tolerance = 1e-8;   ///< largest change of a potential [MeV, MeV fm, MeV fm^2]
  int max_iterations = 400;  ///< then ConvergenceError
  double mixing = 0.4;       ///< share of the new potential
  /// Residual below which earlier inputs are used [MeV]: there the map is close to linear.
  double accelerate_below = 3.0;
};

/// Orbitals and the field whose eigenstates they are; the field they generate differs by `residual` at most.
struct SelfConsistentState {
  GridField field;
  std::vector<GridOrbital> orbitals;  ///< neutrons first, in order of energy
  double residual = 0;
  int iterations = 0;
};

/// Woods-Saxon field to start from. \source Bohr & Mottelson, Nuclear Structure I (1969) eq. 2-181, 2-182
GridField woods_saxon_field(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                            const SpectralGrid& grid);

/// Iterates from a start field until the potentials stand still.
/// \throws ConvergenceError with what happened: no convergence, collapse
SelfConsistentState iterate(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                            const SpectralGrid& grid, const GridField& start,
                            const IterationControl& control);

/// The ground state. Extended forces (t4) are metastable: they are entered slowly, with a mixing of at most
/// 0.3, and from the solution of a standard force.
/// \throws ConvergenceError as `iterate`, and if a shell is not bound
SelfConsistentState solve_on_grid(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                                  const SpectralGrid& grid, const MeanFieldOptions& options);

}  // namespace nereus
