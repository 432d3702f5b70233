#pragma once
// Resonances of a nucleon in the mean field.

#include <vector>

#include "hadron_tensor/radial_equation.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

/// A single-particle state above threshold, held back by the centrifugal and the Coulomb barrier.
struct Resonance {
  Shell shell;                ///< n - 1 nodes inside the barrier, as for bound states
  double kinetic_energy = 0;  ///< T_r of the outgoing nucleon [MeV]
  double width = 0;           ///< Gamma in T [MeV]; 0 where the Coulomb barrier lets nothing through

  /// So narrow that it is a discrete excitation of the nucleus and no part of the continuum.
  bool quasi_bound() const { return width < 1e-5; }
};

/// All resonances with T_r < t_max and a width below 2 MeV, in order of energy.
///
/// Phase shifts are scanned with their multiples of pi: a resonance of whatever width raises the phase
/// between two samples. T_r is where the phase rises fastest; Gamma = 2/(d delta/dT) there, less the slope of
/// a background that is linear over Gamma/2 on either side. Of a width below some 1e-4 MeV no phase is left
/// to measure: there Gamma follows from the tail of the probability inside the barrier, a Lorentzian that
/// holds one state.
///
/// \param t_max [MeV]
std::vector<Resonance> find_resonances(const RadialEquation& equation, double t_max = 30);

/// The radial wave u of a quasi-bound state, normalised to one up to where it is smallest in the barrier,
/// zero beyond.
///
/// \param radii  at which it is wanted [fm]
/// \return [fm^-1/2]
Eigen::ArrayXd quasi_bound_wave(const RadialEquation& equation, const Resonance& state,
                                const Eigen::ArrayXd& radii);

}  // namespace nereus
