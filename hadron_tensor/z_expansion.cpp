#include "hadron_tensor/z_expansion.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

/// k (k-1) ... (k-order+1): the derivative of z^k at z = 1.
double falling_factorial(std::size_t k, int order) {
  double product = 1;
  for (int i = 0; i < order; ++i) product *= static_cast<double>(k) - i;
  return product;
}

}  // namespace

ZExpansion::ZExpansion(const std::vector<double>& free_coefficients, double value_at_zero, double t_cut,
                       double t_0)
    : t_cut_(t_cut), t_0_(t_0) {
  if (free_coefficients.empty()) {
    throw InputError("the z expansion has no coefficients (form_factors.z_a is empty); give at least a_1");
  }
  if (t_0 >= t_cut) {
    throw InputError(
        fmt::format("the z expansion is undefined (form_factors.z_t0_gev2 = {} is not below z_t_cut_gev2 "
                    "= {}); give a smaller z_t0_gev2",
                    t_0 * 1e-6, t_cut * 1e-6));
  }
  const std::size_t n = free_coefficients.size();
  const std::size_t unknown[] = {0, n + 1, n + 2, n + 3, n + 4};
  const double z_0 = z(0);
  // Row 0: the value at Q^2 = 0. Row 1 + d: the d-th derivative at z = 1 vanishes.
  Eigen::Matrix<double, 5, 5> conditions;
  Eigen::Matrix<double, 5, 1> wanted;
  wanted << value_at_zero, 0, 0, 0, 0;
  const auto condition = [&](int row, std::size_t k) {
    return row == 0 ? std::pow(z_0, static_cast<int>(k)) : falling_factorial(k, row - 1);
  };
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 5; ++column) conditions(row, column) = condition(row, unknown[column]);
    for (std::size_t k = 1; k <= n; ++k) wanted(row) -= free_coefficients[k - 1] * condition(row, k);
  }
  const Eigen::Matrix<double, 5, 1> solved = conditions.fullPivLu().solve(wanted);
  coefficients_.assign(n + 5, 0);
  for (std::size_t k = 1; k <= n; ++k) coefficients_[k] = free_coefficients[k - 1];
  for (int i = 0; i < 5; ++i) coefficients_[unknown[i]] = solved(i);
}

double ZExpansion::z(double Q2) const {
  const double here = std::sqrt(t_cut_ + Q2), origin = std::sqrt(t_cut_ - t_0_);
  return (here - origin) / (here + origin);
}

double ZExpansion::at(double Q2) const {
  if (Q2 <= -t_cut_) {
    throw InputError(
        fmt::format("no axial form factor at Q2 = {:.4g} GeV2 (the z expansion has its cut at {:.4g} GeV2); "
                    "use form_factors.axial = \"dipole\" there",
                    Q2 * 1e-6, -t_cut_ * 1e-6));
  }
  const double variable = z(Q2);
  double sum = 0;
  for (auto a = coefficients_.rbegin(); a != coefficients_.rend(); ++a) sum = sum * variable + *a;
  return sum;
}

}  // namespace nereus
