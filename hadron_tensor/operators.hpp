#pragma once
// The one-body operators of the current, and their amplitudes.

#include <array>
#include <complex>
#include <vector>

namespace nereus {

/// O in {1, sigma_z, sigma.p, ghent_charge} (lambda = 0), {sigma_{+1}, p_{+1}} (lambda = +1),
/// {sigma_{-1}, p_{-1}} (lambda = -1): spherical components v_{+-1} = -+(v_x +- i v_y)/sqrt2;
/// p = -i hbar grad acts on the bound state only. ghent_charge is 2M a0_G, the axial charge of the published
/// Ghent tables; its amplitudes are zero unless they are asked for (TransitionGeometry).
/// \source PHYSICS Sec. 5
enum Operator {
  op_one,
  op_sigma_z,
  op_sigma_p,
  op_ghent_charge,
  op_sigma_plus,
  op_p_plus,
  op_sigma_minus,
  op_p_minus
};
constexpr int operator_count = 8;
constexpr int longitudinal_count = 4;  ///< operators with lambda = 0 come first
constexpr int transverse_count = 2;    ///< then those with lambda = +1, then those with -1

/// Change of m by the operator: m_f = m_a + lambda(O).
constexpr int operator_lambda(int op) { return op < op_sigma_plus ? 0 : op < op_sigma_minus ? 1 : -1; }

/// M^O(m_a, s) of one configuration at phi_N = 0: [m_a index][spin][operator].
/// m_a index i stands for m_a = i - j; spin 0 is up, 1 is down. Units [fm^{3/2}], times MeV for those with p.
/// A phase common to all entries is left out.
using SpinAmplitudes = std::vector<std::array<std::array<std::complex<double>, operator_count>, 2>>;

}  // namespace nereus
