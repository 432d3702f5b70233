#pragma once
// Densities of a set of occupied orbitals.

#include <Eigen/Core>
#include <vector>

#include "meanfield/shell.hpp"
#include "meanfield/spectral_grid.hpp"

namespace nereus {

/// An orbital on the nodes of a spectral grid.
struct GridOrbital {
  Shell shell;
  double occupation = 0;
  double energy = 0;  ///< [MeV]
  Eigen::ArrayXd u;   ///< normalised, int u^2 dr = 1 [fm^-1/2]
};

/// Densities of one isospin with the derivatives that the functional needs.
struct Densities {
  Eigen::ArrayXd rho;        ///< [fm^-3]
  Eigen::ArrayXd tau;        ///< kinetic density [fm^-5]
  Eigen::ArrayXd J;          ///< radial spin-orbit current [fm^-4]
  Eigen::ArrayXd drho;       ///< d rho/dr [fm^-4]
  Eigen::ArrayXd laplacian;  ///< of rho [fm^-5]
  Eigen::ArrayXd div_J;      ///< J' + 2 J/r [fm^-5]
};

/// Densities of the orbitals of one isospin (others are skipped). At r = 0 the limits of the even functions.
/// \source Vautherin & Brink (1972) eq. 22-24; PHYSICS Sec. 2
Densities densities_of(const std::vector<GridOrbital>& orbitals, Isospin isospin, const SpectralGrid& grid);

/// n + p.
Densities operator+(const Densities& a, const Densities& b);

}  // namespace nereus
