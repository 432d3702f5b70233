#pragma once
// Phase space as the published flow sees it: omega on a line, both polar angles unfolded to a full turn.

#include "surrogate/phase_space.hpp"
#include "surrogate/published/maf_density.hpp"

namespace nereus {

/// Variables of the flow for one shell.
///
///  * x = omega_edge (2 T/T_max - 1), T = omega - E_m: phase space is |x| < omega_edge at every E_nu and E_m.
///    The base is normal and splines act up to omega_tail, so the flow proposes outside of phase space too;
///    the cross section is zero there, and so is the weight.
///  * theta_l and theta_n become a in [0, 2 pi) with theta = a or 2 pi - a: no edges, and half the density
///    on each branch.
///  * phi_n as it is.
class UnfoldedSpace {
 public:
  static constexpr std::size_t branches = 4;  ///< of a point: two for each polar angle

  UnfoldedSpace(const PhaseSpaceModel& phase_space, std::size_t shell) : coordinates_(phase_space, shell) {}

  /// ln |d(omega, cos theta_l, cos theta_n, phi_n)/d(x, a_l, a_n, phi_n)| [MeV]
  double log_jacobian(const EventEnergies& at, const FlowPoint& x) const;
  bool contains(const FlowPoint& x) const;
  /// Physics point; where `contains` is false the nucleon is left at rest, which has no cross section.
  PhasePoint physics_point(const EventEnergies& at, const FlowPoint& x) const;
  /// Flow variables on branch 0 ... 3 of a point inside phase space.
  FlowPoint flow_point(const PhasePoint& point, std::size_t branch) const;

  const ShellCoordinates& coordinates() const { return coordinates_; }

 private:
  ShellCoordinates coordinates_;
};

}  // namespace nereus
