#pragma once
// Numerov's method for all partial waves at once.

#include <Eigen/Core>

namespace nereus {

/// g'' = [ l(l+1)/r^2 + central + <sigma.l> spin_orbit ] g, g ~ r^(l+1) at the origin, r_n = n * step.
struct NumerovProblem {
  double step = 0;            ///< [fm]
  int steps = 0;              ///< last point
  int l_max = 0;              ///< partial waves 0 ... 2 l_max (see partial_wave_index)
  int keep_every = 1;         ///< points keep_every, 2 keep_every, ... are returned
  int kept = 0;               ///< how many of them
  int inner_match = 0;        ///< a further point whose values are returned
  double k = 0;               ///< wave number outside [fm^-1]
  Eigen::ArrayXd central;     ///< steps + 1 values [fm^-2]
  Eigen::ArrayXd spin_orbit;  ///< steps + 1 values [fm^-2]
};

/// Arbitrary normalisation, one per partial wave, the same in all members.
struct NumerovSolution {
  Eigen::ArrayXXd kept;         ///< partial waves x kept points
  Eigen::ArrayXd inner, outer;  ///< at inner_match and at the last point
};

/// Fourth order with exact dispersion: where the wave oscillates, w is replaced by the value for which
/// Numerov's recursion has the wave number sqrt(-w) exactly (Raptis & Allison, CPC 14 (1978) 1).
NumerovSolution solve_numerov(const NumerovProblem& problem);

}  // namespace nereus
