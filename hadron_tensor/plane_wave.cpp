#include "hadron_tensor/plane_wave.hpp"

#include <algorithm>
#include <cmath>

#include "hadron_tensor/spherical_harmonics.hpp"
#include "hadron_tensor/transition_geometry.hpp"

namespace nereus {

SpinAmplitudes plane_wave_amplitudes(const Shell& shell, const MomentumOrbital& orbital, double k, double q,
                                     double cos_theta_n, double hbar_c) {
  const double sin_theta = std::sqrt(std::max(0.0, (1 - cos_theta_n) * (1 + cos_theta_n)));
  const double p_x = k * sin_theta;
  const double p_z = k * cos_theta_n - q / hbar_c;
  const double p_m = std::hypot(p_x, p_z);
  const int l = shell.l;
  // Azimuth of p_m is that of k (0), polar angle in [0, pi].
  const Eigen::ArrayXXd Y = spherical_harmonics(p_m > 0 ? p_z / p_m : 1, l, l);
  const double phi = orbital(p_m);
  const double root_two = std::sqrt(2.0);
  // p_{+-1} = -+ p_x/sqrt2 in MeV
  const double momentum_z = p_z * hbar_c;
  const double momentum_plus = -p_x * hbar_c / root_two;
  const double momentum_minus = p_x * hbar_c / root_two;

  SpinAmplitudes M(shell.degeneracy());
  for (int i = 0; i < shell.degeneracy(); ++i) {
    const int two_m = 2 * i - shell.two_j;
    double spinor[2] = {0, 0};
    for (int spin = 0; spin < 2; ++spin) {
      const int two_s = spin == 0 ? 1 : -1;
      const int m = (two_m - two_s) / 2;
      if (std::abs(m) <= l) spinor[spin] = phi * spin_coupling(l, two_s, shell.two_j, two_m) * Y(l, l + m);
    }
    const double up = spinor[0], down = spinor[1];
    for (int spin = 0; spin < 2; ++spin) {
      auto& out = M[i][spin];
      out.fill(0);
      const double own = spinor[spin];
      const double z_sign = spin == 0 ? 1 : -1;
      out[op_one] = own;
      out[op_sigma_z] = z_sign * own;
      out[op_sigma_plus] = spin == 0 ? -root_two * down : 0;
      out[op_sigma_minus] = spin == 1 ? root_two * up : 0;
      out[op_p_plus] = momentum_plus * own;
      out[op_p_minus] = momentum_minus * own;
      // sigma.p = sigma_z p_z - sigma_{+1} p_{-1} - sigma_{-1} p_{+1}
      out[op_sigma_p] = momentum_z * out[op_sigma_z] - momentum_minus * out[op_sigma_plus] -
                        momentum_plus * out[op_sigma_minus];
    }
  }
  return M;
}

}  // namespace nereus
