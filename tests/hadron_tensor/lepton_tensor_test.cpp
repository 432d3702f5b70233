#include "hadron_tensor/lepton_tensor.hpp"

#include <gtest/gtest.h>

#include <complex>

#include "hadron_tensor/structure_functions.hpp"

namespace nereus {
namespace {

double levi_civita(int a, int b, int c, int d) {
  const int index[4] = {a, b, c, d};
  int sign = 1;
  for (int i = 0; i < 4; ++i) {
    for (int j = i + 1; j < 4; ++j) {
      if (index[i] == index[j]) return 0;
      if (index[i] > index[j]) sign = -sign;
    }
  }
  return sign;
}

/// L_{mu nu} from the definition, all sixteen components with lowered indices.
Eigen::Matrix4cd lepton_tensor_by_definition(const LeptonKinematics& lepton, int helicity_sign) {
  const double metric[4] = {1, -1, -1, -1};
  const double k[4] = {lepton.k, lepton.k_x, 0, lepton.k_z};
  const double k1[4] = {lepton.e_out, lepton.k_x, 0, lepton.k_out_z};
  double dot = 0;
  for (int i = 0; i < 4; ++i) dot += metric[i] * k[i] * k1[i];
  Eigen::Matrix4cd L;
  for (int m = 0; m < 4; ++m) {
    for (int n = 0; n < 4; ++n) {
      double epsilon = 0;
      for (int a = 0; a < 4; ++a)
        for (int b = 0; b < 4; ++b) epsilon += levi_civita(m, n, a, b) * metric[a] * k[a] * metric[b] * k1[b];
      const double symmetric = k[m] * k1[n] + k[n] * k1[m] - (m == n ? metric[m] * dot : 0);
      L(m, n) = metric[m] * metric[n] * std::complex<double>(symmetric, helicity_sign * epsilon);
    }
  }
  return L;
}

/// A Hermitian tensor with no zero anywhere.
HadronTensor some_tensor() {
  Eigen::Matrix4cd A;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      A(i, j) = {1.0 + 0.3 * i - 0.7 * j + 0.2 * i * j, 0.5 * i - 0.1 * j * j + 0.4};
  return A * A.adjoint();
}

// The closed form with five azimuthal terms against sixteen products with the rotated tensor.
TEST(LeptonTensor, ContractionIsTheSumOverAllIndicesAtEveryAzimuth) {
  const auto lepton = lepton_kinematics(700, 180, 0.3, 105.6583745);
  ASSERT_TRUE(lepton);
  for (const int helicity_sign : {1, -1, 0}) {
    const Eigen::Matrix4cd L = lepton_tensor_by_definition(*lepton, helicity_sign);
    const AzimuthalTerms terms = contract(lepton_tensor(*lepton, helicity_sign), some_tensor());
    for (const double phi : {0.0, 0.4, 1.9, 3.3, 5.8}) {
      const Eigen::Matrix4cd H = rotate(some_tensor(), phi);
      std::complex<double> sum = 0;
      for (int m = 0; m < 4; ++m)
        for (int n = 0; n < 4; ++n) sum += L(m, n) * H(m, n);
      EXPECT_NEAR(terms.at(phi), sum.real(), 1e-10 * std::abs(sum));
      EXPECT_NEAR(sum.imag(), 0, 1e-10 * std::abs(sum));
    }
  }
}

// q = k - k' along z, k' on its mass shell, and cos theta back from the components.
TEST(LeptonKinematics, ComponentsReproduceMassAndAngle) {
  const double mass = 105.6583745;
  for (const double cos_theta : {-1.0, -0.2, 0.9, 0.999999, 1.0}) {
    const auto lepton = lepton_kinematics(500, 90, cos_theta, mass);
    ASSERT_TRUE(lepton);
    const double k_out2 = lepton->k_x * lepton->k_x + lepton->k_out_z * lepton->k_out_z;
    EXPECT_NEAR(lepton->e_out * lepton->e_out - k_out2, mass * mass, 1e-7);
    EXPECT_NEAR(std::hypot(lepton->k_x, lepton->k_z), 500, 1e-9);
    EXPECT_NEAR(lepton->k_x * lepton->k_x + lepton->k_z * lepton->k_out_z, 500 * lepton->k_out * cos_theta,
                1e-6);
  }
  EXPECT_FALSE(lepton_kinematics(500, 395, 0, mass));
  EXPECT_FALSE(lepton_kinematics(500, -1, 0, mass));
}

}  // namespace
}  // namespace nereus
