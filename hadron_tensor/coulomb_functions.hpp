#pragma once
// Regular and irregular Coulomb wave functions for all partial waves at many radii.

#include <Eigen/Core>
#include <complex>
#include <vector>

namespace nereus {

/// F_l(eta, rho) for l = 0 ... l_max (rows) at rho = k r for each radius (columns).
/// F_0 is continued from radius to radius by its Taylor series; higher l by downward recursion,
/// normalised with F_0 and F_1.
/// \param eta    Sommerfeld parameter, 0 for neutrons
/// \param k      wave number [fm^-1]
/// \param radii  increasing, > 0 [fm]
/// \return (l_max + 1) x radii.size(), accurate to about 1e-11 of the envelope
/// \source DLMF 33.2, 33.4, 33.6
Eigen::ArrayXXd coulomb_F(double eta, double k, const Eigen::ArrayXd& radii, int l_max);

/// G_l(eta, rho) for l = 0 ... l_max, upward recursion from G_0 and G_1 (GSL).
/// \throws ConvergenceError if rho lies inside the Coulomb barrier so that GSL cannot give G_0
Eigen::ArrayXd coulomb_G(double eta, double rho, int l_max);

/// e^{i sigma_l}, sigma_l = arg Gamma(l + 1 + i eta), for l = 0 ... l_max.
std::vector<std::complex<double>> coulomb_phase_factors(double eta, int l_max);

}  // namespace nereus
