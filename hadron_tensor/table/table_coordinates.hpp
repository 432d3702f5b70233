#pragma once
// The variables along which the exclusive cross section is smooth.

#include "hadron_tensor/kinematics.hpp"

namespace nereus {

/// Which (T, q) a table holds: all that neutrinos up to `e_nu_max` of any flavour reach at any missing energy
/// from `e_m_min` on. Energies in MeV.
struct TableDomain {
  double e_nu_max = 0;
  double e_m_min = 0;
  double t_min = 0;  ///< under it the Coulomb barrier leaves nothing
  double q_max = 0;  ///< cut of the model; infinity: none

  double t_max() const;
  /// omega = T + E_m <= q, and q <= k + k' with k' = E_nu - omega of a massless lepton.
  double q_low(double T) const { return T + e_m_min; }
  double q_high(double T) const;
  bool contains(double T, double q) const {
    return T > t_min && T <= t_max() && q >= q_low(T) && q <= q_high(T);
  }
};

/// (T, q, theta_N) <-> (s, w, u):
///   T = s^2: the threshold behaviour k^(2l+1) of the waves is analytic in s;
///   q = p_N(T) + q0 sinh w: along the quasi-elastic ridge, dense on it and sparse far from it;
///   tan(theta_N/2) = b tan(pi u/2), b = (1 + p_N q/p0^2)^(-1/2): near theta_N = 0 u grows with the
///   transverse
///     momentum sqrt(p_N q) theta_N, in units of p0. Even functions of theta_N are even in u and 1 - u.
/// Momenta in MeV.
struct TableCoordinates {
  double nucleon_mass = 0;
  static constexpr double q0 = 400, p0 = 500;

  double ridge(double T) const { return nucleon_momentum(T, nucleon_mass); }
  double w_of(double ridge, double q) const;
  double q_of(double ridge, double w) const;
  /// b of the map of theta_N.
  double compression(double ridge, double q) const;
  double u_of(double cos_theta_n, double compression) const;
  double cos_theta_of(double u, double compression) const;
};

}  // namespace nereus
