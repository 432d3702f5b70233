#pragma once
// Bound states of the radial Hamiltonian on a spectral grid.

#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>

#include "meanfield/skyrme_functional.hpp"

namespace nereus {

/// Energy and wave function of one state.
struct EigenState {
  double energy = 0;  ///< [MeV]
  Eigen::ArrayXd u;   ///< at all nodes, normalised, u > 0 next to the origin [fm^-1/2]
};

/// The radial Hamiltonian of one isospin, h u = -(B u')' + [B l(l+1)/r^2 + B'/r + U + (W/r)<sigma.l>] u, in
/// weak form with u(0) = u(R) = 0. Gauss-Lobatto quadrature makes the mass matrix diagonal, so that the
/// eigenproblem is an ordinary symmetric one; its matrix is a chain of small full blocks.
class RadialHamiltonian {
 public:
  RadialHamiltonian(const SpectralGrid& grid, const GridPotential& potential);

  /// The n-th state of the shell's (l, j), counted from below.
  /// \param guess  wave function of a similar potential, from which a few steps suffice; empty if unknown
  /// \throws ConvergenceError if the state cannot be isolated
  EigenState bound_state(const Shell& shell, const Eigen::ArrayXd& guess);

 private:
  void set_diagonal(const Shell& shell, double shift);
  int states_below(const Shell& shell, double energy);
  bool polish(const Shell& shell, Eigen::VectorXd& v, double& energy);
  double isolate(const Shell& shell, double precision);

  const SpectralGrid& grid_;
  Eigen::ArrayXd sqrt_weights_;  // at interior nodes
  // The diagonal of the matrix by origin; the last two still without l(l+1) and <sigma.l>.
  Eigen::ArrayXd kinetic_diagonal_, potential_, centrifugal_, spin_orbit_;
  Eigen::SparseMatrix<double> matrix_;  // lower triangle
  using Factorisation =
      Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>, Eigen::Lower, Eigen::NaturalOrdering<int>>;
  Factorisation factors_;
};

}  // namespace nereus
