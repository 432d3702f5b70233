#include "hadron_tensor/table/spin_bilinears.hpp"

#include <cmath>

namespace nereus {
namespace {

using Complex = std::complex<double>;

/// Re and Im of a b*.
double re(Complex a, Complex b) { return a.real() * b.real() + a.imag() * b.imag(); }
double im(Complex a, Complex b) { return a.imag() * b.real() - a.real() * b.imag(); }

/// Adds the pair of numbers that starts with `real_part`.
void add_pair(SpinBilinears& sum, Bilinear real_part, Complex a, Complex b, double weight) {
  sum[real_part] += weight * re(a, b);
  sum[real_part + 1] += weight * im(a, b);
}

}  // namespace

SpinBilinears spin_bilinears(const SpinAmplitudes& amplitudes, double weight, double nucleon_mass) {
  SpinBilinears sum{};
  const double root_half = std::sqrt(0.5);
  const Complex i(0, 1);
  for (const auto& spins : amplitudes) {
    for (const auto& M : spins) {
      // v_x = (v_- - v_+)/sqrt2, v_y = i (v_- + v_+)/sqrt2.
      const Complex one = M[op_one], sz = M[op_sigma_z];
      const Complex sx = root_half * (M[op_sigma_minus] - M[op_sigma_plus]);
      const Complex sy = i * root_half * (M[op_sigma_minus] + M[op_sigma_plus]);
      const Complex px = root_half / nucleon_mass * (M[op_p_minus] - M[op_p_plus]);
      const Complex py = i * root_half / nucleon_mass * (M[op_p_minus] + M[op_p_plus]);
      const Complex sp = M[op_sigma_p] / nucleon_mass, a0 = M[op_ghent_charge] / nucleon_mass;
      sum[one_one] += weight * std::norm(one);
      sum[px_px] += weight * std::norm(px);
      sum[sy_sy] += weight * std::norm(sy);
      sum[py_py] += weight * std::norm(py);
      sum[sx_sx] += weight * std::norm(sx);
      sum[sz_sz] += weight * std::norm(sz);
      sum[sp_sp] += weight * std::norm(sp);
      sum[a0_a0] += weight * std::norm(a0);
      sum[re_sz_sp] += weight * re(sz, sp);
      sum[re_sz_a0] += weight * re(sz, a0);
      add_pair(sum, re_px_sy, px, sy, weight);
      add_pair(sum, re_py_sx, py, sx, weight);
      add_pair(sum, re_one_px, one, px, weight);
      add_pair(sum, re_one_sy, one, sy, weight);
      add_pair(sum, re_py_sz, py, sz, weight);
      add_pair(sum, re_py_sp, py, sp, weight);
      add_pair(sum, re_py_a0, py, a0, weight);
      add_pair(sum, re_sx_sz, sx, sz, weight);
      add_pair(sum, re_sx_sp, sx, sp, weight);
      add_pair(sum, re_sx_a0, sx, a0, weight);
    }
  }
  return sum;
}

HadronTensor hadron_tensor_of(const SpinBilinears& B, const CurrentOperator& current, double nucleon_mass) {
  const Complex i(0, 1);
  const auto pair = [&B](Bilinear real_part) { return Complex(B[real_part], B[real_part + 1]); };
  // J_x = e p_x + i m sigma_y - g sigma_x, J_y = e p_y - i m sigma_x - g sigma_y, from J_{+-1}.
  const double m = 0.5 * (current.plus[0] - current.minus[0]);
  const double g = -0.5 * (current.plus[0] + current.minus[0]);
  const double e = current.plus[1] * nucleon_mass;
  // Charge and longitudinal component: v of the operator 1, and one number per axial operator.
  const auto &c = current.zero, &z = current.z;
  const double c1 = c[op_one], cz = c[op_sigma_z], cp = c[op_sigma_p] * nucleon_mass,
               ca = c[op_ghent_charge] * nucleon_mass;
  const double z1 = z[op_one], zz = z[op_sigma_z], zp = z[op_sigma_p] * nucleon_mass,
               za = z[op_ghent_charge] * nucleon_mass;

  HadronTensor H = HadronTensor::Zero();
  const auto longitudinal = [&](double a1, double az, double ap, double aa, double b1, double bz, double bp,
                                double ba) {
    return a1 * b1 * B[one_one] + az * bz * B[sz_sz] + ap * bp * B[sp_sp] + aa * ba * B[a0_a0] +
           (az * bp + ap * bz) * B[re_sz_sp] + (az * ba + aa * bz) * B[re_sz_a0];
  };
  H(0, 0) = longitudinal(c1, cz, cp, ca, c1, cz, cp, ca);
  H(0, 3) = longitudinal(c1, cz, cp, ca, z1, zz, zp, za);
  H(3, 3) = longitudinal(z1, zz, zp, za, z1, zz, zp, za);
  // |e p_x + i m s_y|^2 + g^2 |s_x|^2; Re[p (i s)*] = Im[p s*].
  H(1, 1) = e * e * B[px_px] + m * m * B[sy_sy] + 2 * e * m * B[im_px_sy] + g * g * B[sx_sx];
  H(2, 2) = e * e * B[py_py] + m * m * B[sx_sx] - 2 * e * m * B[im_py_sx] + g * g * B[sy_sy];
  // J_x J_y*: (e p_x + i m s_y)(-g s_y)* + (-g s_x)(e p_y - i m s_x)*.
  H(1, 2) =
      -g * (e * pair(re_px_sy) + i * m * B[sy_sy]) - g * (e * std::conj(pair(re_py_sx)) + i * m * B[sx_sx]);
  // With J_0 (or J_z): the class of 1 meets J_x's vector and J_y's axial part, that of sigma_z the others.
  const auto transverse = [&](int row, double a1, double az, double ap, double aa) {
    // sum_O a_O O p_y*, sum_O a_O O s_x*
    const Complex with_py =
        az * std::conj(pair(re_py_sz)) + ap * std::conj(pair(re_py_sp)) + aa * std::conj(pair(re_py_a0));
    const Complex with_sx =
        az * std::conj(pair(re_sx_sz)) + ap * std::conj(pair(re_sx_sp)) + aa * std::conj(pair(re_sx_a0));
    H(row, 1) = a1 * (e * pair(re_one_px) - i * m * pair(re_one_sy)) - g * with_sx;
    H(row, 2) = -g * a1 * pair(re_one_sy) + e * with_py + i * m * with_sx;
  };
  transverse(0, c1, cz, cp, ca);
  transverse(3, z1, zz, zp, za);
  H(3, 0) = H(0, 3);
  H(2, 1) = std::conj(H(1, 2));
  for (int row : {0, 3})
    for (int column : {1, 2}) H(column, row) = std::conj(H(row, column));
  return H;
}

}  // namespace nereus
