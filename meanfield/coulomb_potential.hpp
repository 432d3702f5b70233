#pragma once
// Electrostatics of the proton density.

#include <Eigen/Core>

#include "meanfield/spectral_grid.hpp"

namespace nereus {

/// Direct potential of the charge inside the box, by the exact radial Green's function [MeV]:
///   V(r) = 4 pi e^2 [ 1/r int_0^r rho r'^2 dr' + int_r^R rho r' dr' ].
/// \param rho_p  proton density [fm^-3]; \param e2  e^2 [MeV fm]
Eigen::ArrayXd direct_coulomb_potential(const Eigen::ArrayXd& rho_p, const SpectralGrid& grid, double e2);

/// Exchange potential of Slater's approximation, -e^2 (3/pi)^(1/3) rho_p^(1/3) [MeV].
/// \source Slater, Phys. Rev. 81 (1951) 385
Eigen::ArrayXd slater_potential(const Eigen::ArrayXd& rho_p, double e2);

/// Exchange energy density, -(3/4) e^2 (3/pi)^(1/3) rho_p^(4/3) [MeV fm^-3].
Eigen::ArrayXd slater_energy_density(const Eigen::ArrayXd& rho_p, double e2);

}  // namespace nereus
