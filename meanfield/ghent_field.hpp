#pragma once
// The fields behind the published Ghent tables of 12C and 16O.

#include "base/constants.hpp"
#include "meanfield/mean_field.hpp"
#include "meanfield/meanfield_options.hpp"

namespace nereus {

/// Options with the force settings of the Ghent tables: SkE2 with all J^2 terms, no Coulomb exchange, equal
/// masses. Grid and tolerances are kept.
MeanFieldOptions ghent_options(MeanFieldOptions options);

/// The field of `preset = "ghent2022"`.
///
/// 16O: self-consistent with `ghent_options`. 12C: SkE2 has no ground state there, and the tables contain the
/// bound orbitals and energies of 16O without 1p1/2; the continuum potential is that of these 6 + 6 nucleons,
/// computed once, with the centre-of-mass factor and the charge of 12C. Bound and continuum states are
/// therefore not orthogonal: a named variation, not the default.
///
/// \param options  grid and tolerances; its force and switches are not used
/// \throws InputError for other nuclei, ConvergenceError as solve_hartree_fock
/// \source PHYSICS Sec. 8
MeanField make_ghent_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                           const PhysicalConstants& constants);

}  // namespace nereus
