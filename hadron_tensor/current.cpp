#include "hadron_tensor/current.hpp"

#include "base/error.hpp"

namespace nereus {
namespace {

/// Strength of the pion pole in the Ghent tables, relative to Goldberger-Treiman with one nucleon mass. Found
/// by regression on W33 and W03 at small omega, where the pole nearly cancels the axial current: 0.9993. It
/// is the proton mass over the mean nucleon mass, as if the two M of 2M/(2M) were different ones.
constexpr double ghent_pole_strength = 938.272 / 938.92;

}  // namespace

AxialCharge parse_axial_charge(const std::string& name) {
  if (name == "complete") return AxialCharge::complete;
  if (name == "pion_pole") return AxialCharge::pion_pole;
  if (name == "ghent") return AxialCharge::ghent;
  throw InputError("unknown axial_charge '" + name + "' (known: complete, pion_pole, ghent)");
}

CurrentOperator::CurrentOperator(const Transfer& transfer, const FormFactors& factors,
                                 AxialCharge axial_charge, double nucleon_mass, double pion_mass) {
  const double omega = transfer.omega;
  const double q = transfer.q;
  const double two_M = 2 * nucleon_mass;
  const double pole = (axial_charge == AxialCharge::ghent ? ghent_pole_strength : 1) /
                      (transfer.Q2() + pion_mass * pion_mass);
  zero[op_one] = factors.G_E;
  z[op_one] = omega / q * factors.G_E;  // current conservation
  // a0 by operator, and the divergence omega a0 - q sigma_z that the pion pole multiplies. The axial charge
  // of the Ghent tables has no pion-pole partner.
  std::array<double, longitudinal_count> a0{}, divergence{};
  if (axial_charge == AxialCharge::complete) {
    a0[op_sigma_p] = 2 / two_M;
    a0[op_sigma_z] = q / two_M;
    for (int op = 0; op < longitudinal_count; ++op) divergence[op] = omega * a0[op];
  } else if (axial_charge == AxialCharge::ghent) {
    a0[op_ghent_charge] = 1 / two_M;
  }
  divergence[op_sigma_z] -= q;
  for (int op = 0; op < longitudinal_count; ++op) {
    zero[op] -= factors.G_A * (a0[op] + omega * pole * divergence[op]);
    z[op] -= factors.G_A * ((op == op_sigma_z ? 1 : 0) + q * pole * divergence[op]);
  }
  const double magnetic = q * factors.G_M / two_M;
  plus = {magnetic - factors.G_A, factors.G_E / nucleon_mass};
  minus = {-magnetic - factors.G_A, factors.G_E / nucleon_mass};
}

Current CurrentOperator::operator()(const std::array<std::complex<double>, operator_count>& M) const {
  Current J;
  for (int op = 0; op < longitudinal_count; ++op) {
    J.zero += zero[op] * M[op];
    J.z += z[op] * M[op];
  }
  for (int i = 0; i < transverse_count; ++i) {
    J.plus += plus[i] * M[op_sigma_plus + i];
    J.minus += minus[i] * M[op_sigma_minus + i];
  }
  return J;
}

}  // namespace nereus
