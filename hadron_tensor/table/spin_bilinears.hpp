#pragma once
// The exclusive hadron tensor before the current is chosen: bilinears of the operators.

#include <array>
#include <complex>

#include "hadron_tensor/current.hpp"
#include "hadron_tensor/lepton_tensor.hpp"
#include "hadron_tensor/structure_functions.hpp"

namespace nereus {

/// The thirty real functions sum_{m_a s} M^O M^O'* that a charged or electromagnetic one-body current can
/// ask for, at phi_N = 0, with sigma and p in Cartesian components.
///
/// A reflection in the plane of q and nucleon turns m_a and s around and splits the operators into two
/// classes that do not interfere after the sums over spins: {1, p_x, sigma_y} and {p_y, sigma_x, sigma_z,
/// sigma.p, a0}, a0 being the axial charge of the Ghent tables. Of their 9 + 25 real products the imaginary
/// parts of those between sigma_z, sigma.p and a0 enter no cross section, and sigma.p a0 no current.
/// Turned by pi about q, a product keeps its sign if it has an even number of indices x and y, and changes
/// it otherwise: it is even or odd in theta_N.
/// \source PHYSICS Secs. 5 and 6
enum Bilinear {
  // even in theta_N
  one_one,
  px_px,
  sy_sy,
  re_px_sy,
  im_px_sy,
  py_py,
  sx_sx,
  re_py_sx,
  im_py_sx,
  sz_sz,
  sp_sp,
  re_sz_sp,
  // odd
  re_one_px,
  im_one_px,
  re_one_sy,
  im_one_sy,
  re_py_sz,
  im_py_sz,
  re_py_sp,
  im_py_sp,
  re_sx_sz,
  im_sx_sz,
  re_sx_sp,
  im_sx_sp,
  // with a0: even, then odd
  a0_a0,
  re_sz_a0,
  re_py_a0,
  im_py_a0,
  re_sx_a0,
  im_sx_a0,
};
constexpr int bilinear_count = 30;
constexpr int plain_bilinears = 24;  ///< those without a0 come first

/// Does it change its sign with theta_N?
constexpr bool is_odd(int bilinear) {
  return bilinear < plain_bilinears ? bilinear >= re_one_px : bilinear >= re_py_a0;
}

/// Values in the order of Bilinear. Operators with p (p_x, p_y, sigma.p, a0) are divided by the nucleon mass,
/// so that all have one unit and comparable sizes.
using SpinBilinears = std::array<double, bilinear_count>;

/// weight * sum over m_a and s. \param nucleon_mass [MeV]
SpinBilinears spin_bilinears(const SpinAmplitudes& amplitudes, double weight, double nucleon_mass);

/// H^{mu nu} at phi_N = 0 of a current, in the unit of the bilinears; Im H^{03} = 0 in place of its value,
/// which no cross section contains. \param nucleon_mass [MeV]
HadronTensor hadron_tensor_of(const SpinBilinears& bilinears, const CurrentOperator& current,
                              double nucleon_mass);

}  // namespace nereus
