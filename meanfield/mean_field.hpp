#pragma once
// The mean field of a nucleus: who sits in it, and in which potential.

#include <Eigen/Core>
#include <string>
#include <vector>

#include "meanfield/nucleus.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

/// Local potential of one isospin on the radial grid: the radial Hamiltonian for u = rR is
///   h u = -(B u')' + [ B l(l+1)/r^2 + B'/r + U + (W/r) <sigma.l> ] u.
/// Beyond the grid: B = B0, W = 0, U = Coulomb of the field's charge (0 for neutrons).
/// \source PHYSICS Sec. 2
struct RadialPotential {
  Eigen::ArrayXd B;    ///< hbar^2/2m*(r), (1 - 1/A) included [MeV fm^2]
  Eigen::ArrayXd dB;   ///< dB/dr [MeV fm]
  Eigen::ArrayXd d2B;  ///< d2B/dr2 [MeV]
  Eigen::ArrayXd U;    ///< central, Coulomb included for protons [MeV]
  Eigen::ArrayXd W;    ///< spin-orbit form factor [MeV fm]
  double B0 = 0;       ///< B at infinity [MeV fm^2]
};

/// A bound state, normalised to int u^2 dr = 1.
struct BoundOrbital {
  Shell shell;
  double energy = 0;      ///< single-particle energy [MeV], negative; removal energy = -energy
  double occupation = 0;  ///< nucleons in the shell (<= 2j+1)
  Eigen::ArrayXd u;       ///< u = rR on the grid [fm^-1/2]
  Eigen::ArrayXd du;      ///< du/dr [fm^-3/2]
};

/// Everything the tensor needs from the nucleus. The bound orbitals and the potential of the outgoing
/// nucleon are kept apart: they need not come from the same Hamiltonian (PHYSICS Sec. 8, C12_ghent).
struct MeanField {
  Nucleus nucleus;
  double step = 0;  ///< uniform radial step, r_i = i * step [fm]
  int points = 0;   ///< number of grid points, r = 0 included
  RadialPotential neutron_potential, proton_potential;
  std::vector<BoundOrbital> orbitals;  ///< neutrons first, in order of energy
  std::string origin;                  ///< how it was made, one line of text
  std::string fingerprint;             ///< of the inputs of a solved field, of all numbers of an imported one

  const RadialPotential& potential(Isospin isospin) const {
    return isospin == Isospin::neutron ? neutron_potential : proton_potential;
  }
  /// Occupied shells of one isospin, deepest first.
  std::vector<const BoundOrbital*> occupied(Isospin isospin) const;
  /// \throws InputError naming the occupied shells if this one is not occupied
  const BoundOrbital& orbital(const Shell& shell) const;
  double radius(int i) const { return i * step; }
};

/// SHA-256 over nucleus, grid, potentials and orbitals.
std::string fingerprint_of(const MeanField& field);

}  // namespace nereus
