#include "hadron_tensor/current.hpp"

#include "base/error.hpp"

namespace nereus {

AxialCharge parse_axial_charge(const std::string& name) {
  if (name == "complete") return AxialCharge::complete;
  if (name == "pion_pole") return AxialCharge::pion_pole;
  throw InputError("unknown axial_charge '" + name + "' (known: complete, pion_pole)");
}

CurrentOperator::CurrentOperator(const Transfer& transfer, const FormFactors& factors,
                                 AxialCharge axial_charge, double nucleon_mass, double pion_mass)
    : transfer_(transfer),
      factors_(factors),
      axial_charge_(axial_charge),
      mass_(nucleon_mass),
      pole_(1 / (transfer.Q2() + pion_mass * pion_mass)) {}

Current CurrentOperator::operator()(const std::array<std::complex<double>, operator_count>& M) const {
  const double omega = transfer_.omega;
  const double q = transfer_.q;
  const double magnetic = q * factors_.G_M / (2 * mass_);
  const std::complex<double> V0 = factors_.G_E * M[op_one];
  const std::complex<double> V_plus = factors_.G_E / mass_ * M[op_p_plus] + magnetic * M[op_sigma_plus];
  const std::complex<double> V_minus = factors_.G_E / mass_ * M[op_p_minus] - magnetic * M[op_sigma_minus];
  const std::complex<double> a0 = axial_charge_ == AxialCharge::complete
                                      ? (2.0 * M[op_sigma_p] + q * M[op_sigma_z]) / (2 * mass_)
                                      : std::complex<double>(0);
  const std::complex<double> divergence = omega * a0 - q * M[op_sigma_z];
  Current J;
  J.zero = V0 - factors_.G_A * (a0 + omega * pole_ * divergence);
  J.z = omega / q * V0 - factors_.G_A * (M[op_sigma_z] + q * pole_ * divergence);
  J.plus = V_plus - factors_.G_A * M[op_sigma_plus];
  J.minus = V_minus - factors_.G_A * M[op_sigma_minus];
  return J;
}

}  // namespace nereus
