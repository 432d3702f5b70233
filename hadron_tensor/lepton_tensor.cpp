#include "hadron_tensor/lepton_tensor.hpp"

namespace nereus {

LeptonTensor lepton_tensor(const LeptonKinematics& lepton, int helicity_sign) {
  const double E = lepton.k;
  const double E1 = lepton.e_out;
  const double x = lepton.k_x;
  const double z = lepton.k_z;
  const double z1 = lepton.k_out_z;
  const double dot = E * E1 - x * x - z * z1;  // k.k'
  LeptonTensor L;
  L.s00 = 2 * E * E1 - dot;
  L.s11 = 2 * x * x + dot;
  L.s22 = dot;
  L.s33 = 2 * z * z1 + dot;
  // One lowered space index changes the sign.
  L.s03 = -(E * z1 + E1 * z);
  L.s01 = -(E + E1) * x;
  L.s13 = x * (z + z1);
  // i eps^{mu nu alpha beta} k_alpha k'_beta with eps^{0123} = +1.
  L.a02 = -helicity_sign * x * (z - z1);
  L.a12 = helicity_sign * (E1 * z - E * z1);
  L.a32 = helicity_sign * x * (E - E1);
  return L;
}

}  // namespace nereus
