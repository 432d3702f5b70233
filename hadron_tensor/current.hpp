#pragma once
// V - A current from the operator amplitudes.

#include <array>
#include <complex>
#include <string>

#include "hadron_tensor/form_factors.hpp"
#include "hadron_tensor/kinematics.hpp"
#include "hadron_tensor/operators.hpp"

namespace nereus {

/// The one-body axial charge: that of the free Dirac current, the pion pole alone, or what the published
/// Ghent tables contain.
/// \source PHYSICS Sec. 5
enum class AxialCharge { complete, pion_pole, ghent };
/// \throws InputError for an unknown name
AxialCharge parse_axial_charge(const std::string& name);

/// Components J^0, J^z, J_{+1}, J_{-1} of J = V - A.
struct Current {
  std::complex<double> zero, z, plus, minus;
};

/// Each component of the current as a real linear combination of operator amplitudes.
/// \source PHYSICS Sec. 5: conserved vector current, pion pole by Goldberger-Treiman
class CurrentOperator {
 public:
  CurrentOperator(const Transfer& transfer, const FormFactors& factors, AxialCharge axial_charge,
                  double nucleon_mass, double pion_mass);
  Current operator()(const std::array<std::complex<double>, operator_count>& M) const;

  std::array<double, longitudinal_count> zero{}, z{};    ///< of the operators with lambda = 0
  std::array<double, transverse_count> plus{}, minus{};  ///< of those with lambda = +1, -1
};

}  // namespace nereus
