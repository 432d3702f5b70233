#include "hadron_tensor/structure_functions.hpp"

#include <cmath>

namespace nereus {

void HadronTensorSum::add(const Current& current) {
  const double root_half = std::sqrt(0.5);
  const std::complex<double> i(0, 1);
  Eigen::Vector4cd J;
  J << current.zero, root_half * (current.minus - current.plus),
      i * root_half * (current.minus + current.plus), current.z;
  sum_ += J * J.adjoint();
}

HadronTensor rotate(const HadronTensor& H, double phi_n) {
  Eigen::Matrix4cd R = Eigen::Matrix4cd::Identity();
  R(1, 1) = R(2, 2) = std::cos(phi_n);
  R(1, 2) = -std::sin(phi_n);
  R(2, 1) = std::sin(phi_n);
  return R * H * R.transpose();
}

AzimuthalTerms contract(const LeptonTensor& L, const HadronTensor& H) {
  const double sum = H(1, 1).real() + H(2, 2).real();
  const double difference = H(1, 1).real() - H(2, 2).real();
  AzimuthalTerms terms;
  terms.s0 = L.s00 * H(0, 0).real() + 2 * L.s03 * H(0, 3).real() + L.s33 * H(3, 3).real() +
             0.5 * (L.s11 + L.s22) * sum - 2 * L.a12 * H(1, 2).imag();
  terms.s1c = 2 * L.s01 * H(0, 1).real() + 2 * L.s13 * H(3, 1).real() - 2 * L.a02 * H(0, 2).imag() -
              2 * L.a32 * H(3, 2).imag();
  terms.s1s = -2 * L.s01 * H(0, 2).real() - 2 * L.s13 * H(3, 2).real() - 2 * L.a02 * H(0, 1).imag() -
              2 * L.a32 * H(3, 1).imag();
  terms.s2c = 0.5 * (L.s11 - L.s22) * difference;
  terms.s2s = -(L.s11 - L.s22) * H(1, 2).real();
  return terms;
}

}  // namespace nereus
