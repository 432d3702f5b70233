#pragma once
// Phase shifts with their multiples of pi: continuous in energy, so that no resonance can hide in a jump.

#include <Eigen/Core>

#include "hadron_tensor/radial_equation.hpp"

namespace nereus {

/// One partial wave at one energy on the steps of the differential equation.
struct TracedWave {
  double k = 0;             ///< wave number [fm^-1]
  double step = 0;          ///< [fm]
  Eigen::ArrayXd u;         ///< u(r) at step, 2 step, ... the matching radius; arbitrary normalisation
  double asymptotic = 0;    ///< its amplitude at infinity; 0 where Coulomb's barrier hides it
  Eigen::Index inside = 0;  ///< points up to where the wave is smallest in the barrier: the state inside
  int nodes = 0;            ///< of u before the barrier
  /// int u^2 dr over those points.
  double inner_norm() const { return u.head(inside).square().sum() * step; }
};

/// Phase shifts of one radial equation. Immutable and thread-safe.
class AbsolutePhase {
 public:
  /// \param accuracy of the differential equation; the equation must outlive this object
  AbsolutePhase(const RadialEquation& equation, double accuracy);

  /// delta_lj [rad] of partial waves up to l_max (see partial_wave_index): pi times the nodes that the wave
  /// has more than the free one (Coulomb's for protons), and the rest from the values at the matching radius.
  /// Under `floor()` the nodes alone.
  Eigen::ArrayXd at(double kinetic_energy, int l_max) const;

  /// Kinetic energy under which a barrier leaves only multiples of pi [MeV].
  double floor() const { return floor_; }

  /// The wave itself, with its amplitude at infinity.
  TracedWave trace(double kinetic_energy, int l, int two_j) const;

 private:
  struct Mesh {
    double E, k;
    int steps, gap;
    bool matched;  // to free waves at its end
  };
  Mesh mesh(double kinetic_energy, double matched_above) const;

  const RadialEquation& equation_;
  double reach_, floor_;
  int stride_;
};

}  // namespace nereus
