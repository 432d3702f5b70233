#pragma once
// The radial equation of a nucleon in the mean field, at any energy.

#include <Eigen/Core>

#include "base/constants.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

struct NumerovProblem;

/// g'' = [ l(l+1)/r^2 + a - E b + <sigma.l> c ] g with u = sqrt(B0/B) g, E = T (1 + T/2M), on the field's
/// grid; beyond it the point charge's Coulomb potential alone.
///
/// \source PHYSICS Secs. 2 and 4
struct RadialEquation {
  RadialEquation(const MeanField& field, Isospin isospin, const PhysicalConstants& constants);

  Isospin isospin;
  double step = 0;          ///< [fm]
  double B0 = 0;            ///< hbar^2/2m* at infinity [MeV fm^2]
  double charge_e2 = 0;     ///< Z e^2 for protons, else 0 [MeV fm]
  double nucleon_mass = 0;  ///< [MeV]
  double depth = 0;         ///< largest -U/B0 [fm^-2]
  Eigen::ArrayXd a, b, c;   ///< [fm^-2], [MeV^-1 fm^-2], [fm^-2]

  double energy(double kinetic_energy) const {
    return kinetic_energy * (1 + kinetic_energy / (2 * nucleon_mass));
  }
  /// Sommerfeld parameter at wave number k [fm^-1].
  double eta(double k) const { return charge_e2 / (2 * B0 * k); }
  /// Kinetic energy under which the Coulomb barrier leaves nothing (e^{-2 pi eta} < 1e-35) [MeV].
  double lowest_energy() const;
  /// Radius beyond which the nuclear potential shifts no phase by more than the accuracy [fm].
  double reach(double accuracy) const;
  /// Radius beyond which GSL's Coulomb functions are accurate: outside the Coulomb barrier [fm].
  double coulomb_matching_radius(double k) const;
  /// Energy at which a nucleon with (l, j) comes to rest at grid point i [MeV].
  double turning_energy(Eigen::Index i, int l, int two_j) const;
  /// Sets step, central and spin_orbit for `problem.steps` steps of `stride` field steps.
  void fill(NumerovProblem& problem, int stride, double E) const;
};

/// <sigma.l> of a state with j = two_j/2.
inline double sigma_dot_l(int l, int two_j) { return two_j > 2 * l ? l : -(l + 1.0); }

}  // namespace nereus
