#pragma once
// The hadron tensor as fifteen real functions, and its contraction with the leptons.

#include <Eigen/Core>
#include <complex>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/current.hpp"
#include "hadron_tensor/lepton_tensor.hpp"

namespace nereus {

/// H^{mu nu} at phi_N = 0, 4 x 4 Hermitian, indices (0, x, y, z) [MeV^-1 sr^-1].
using HadronTensor = Eigen::Matrix4cd;

/// Accumulates density * sum J^mu J^nu*.
class HadronTensorSum {
 public:
  void add(const Current& current);
  HadronTensor times(double density) const { return density * sum_; }

 private:
  HadronTensor sum_ = HadronTensor::Zero();
};

/// Tensor at another azimuth: the nucleus is unpolarised, so it turns with the nucleon.
HadronTensor rotate(const HadronTensor& H, double phi_n);

/// L_{mu nu} H^{mu nu} as a function of phi_N; H at phi_N = 0.
/// \source PHYSICS Sec. 6
AzimuthalTerms contract(const LeptonTensor& L, const HadronTensor& H);

}  // namespace nereus
