#pragma once
// The leptonic side: L_{mu nu} in the q frame, and its contraction with the hadron tensor.

#include "hadron_tensor/kinematics.hpp"

namespace nereus {

/// Lowered components of L_{mu nu} = k_mu k'_nu + k_nu k'_mu - g k.k' + i eps k k' that do not vanish
/// with both leptons in the xz plane [MeV^2]. Symmetric ones are real, antisymmetric ones i times the
/// number stored (L_{0y} = i a0y = -L_{y0}).
/// \source PHYSICS Sec. 6
struct LeptonTensor {
  double s00 = 0, s03 = 0, s33 = 0, s11 = 0, s22 = 0, s01 = 0, s13 = 0;
  double a02 = 0;  ///< Im L_{0y}
  double a12 = 0;  ///< Im L_{xy}
  double a32 = 0;  ///< Im L_{zy}
};

/// \param helicity_sign of the antisymmetric part: 1 for neutrinos, -1 for antineutrinos (complex conjugate),
/// 0 for
///        unpolarised electrons
LeptonTensor lepton_tensor(const LeptonKinematics& lepton, int helicity_sign);

}  // namespace nereus
