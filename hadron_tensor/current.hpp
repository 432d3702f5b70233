#pragma once
// V - A current from the operator amplitudes.

#include <array>
#include <complex>
#include <string>

#include "hadron_tensor/form_factors.hpp"
#include "hadron_tensor/kinematics.hpp"
#include "hadron_tensor/operators.hpp"

namespace nereus {

enum class AxialCharge { complete, pion_pole };
/// \throws InputError for an unknown name
AxialCharge parse_axial_charge(const std::string& name);

/// Components J^0, J^z, J_{+1}, J_{-1} of J = V - A.
struct Current {
  std::complex<double> zero, z, plus, minus;
};

/// Linear combination of operator amplitudes (any normalisation) with the form factors.
/// \source PHYSICS Sec. 5: conserved vector current, pion pole by Goldberger-Treiman
class CurrentOperator {
 public:
  CurrentOperator(const Transfer& transfer, const FormFactors& factors, AxialCharge axial_charge,
                  double nucleon_mass, double pion_mass);
  Current operator()(const std::array<std::complex<double>, operator_count>& M) const;

 private:
  Transfer transfer_;
  FormFactors factors_;
  AxialCharge axial_charge_;
  double mass_, pole_;  // pole_ = 1/(Q^2 + m_pi^2)
};

}  // namespace nereus
