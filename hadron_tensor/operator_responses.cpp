#include "hadron_tensor/operator_responses.hpp"

namespace nereus {
namespace {

/// Calls pair(i, j, index) for the pairs i <= j of n operators.
template <class Function>
void for_each_pair(int n, int first_index, Function&& pair) {
  int index = first_index;
  for (int i = 0; i < n; ++i) {
    for (int j = i; j < n; ++j) pair(i, j, index++);
  }
}

constexpr int plus_index = 10;
constexpr int minus_index = 13;

/// sum_ij a_i b_j G_ij of a symmetric G stored by pairs.
template <std::size_t n>
double bilinear(const double* pairs, const std::array<double, n>& a, const std::array<double, n>& b) {
  double sum = 0;
  for_each_pair(static_cast<int>(n), 0, [&](int i, int j, int index) {
    sum += pairs[index] * (i == j ? a[i] * b[i] : a[i] * b[j] + a[j] * b[i]);
  });
  return sum;
}

}  // namespace

void Responses::add(const Responses& other, double weight) {
  w00 += weight * other.w00;
  w03 += weight * other.w03;
  w11 += weight * other.w11;
  w12 += weight * other.w12;
  w33 += weight * other.w33;
}

void OperatorResponses::add(const std::array<std::complex<double>, operator_count>& M, double weight) {
  const auto add_pairs = [&](int first_operator, int n, int first_index) {
    for_each_pair(n, first_index, [&](int i, int j, int index) {
      const std::complex<double>& a = M[first_operator + i];
      const std::complex<double>& b = M[first_operator + j];
      values[index] += weight * (a.real() * b.real() + a.imag() * b.imag());
    });
  };
  add_pairs(0, longitudinal_count, 0);
  add_pairs(op_sigma_plus, transverse_count, plus_index);
  add_pairs(op_sigma_minus, transverse_count, minus_index);
}

Responses OperatorResponses::of(const CurrentOperator& current) const {
  const double plus = bilinear(&values[plus_index], current.plus, current.plus);
  const double minus = bilinear(&values[minus_index], current.minus, current.minus);
  return {bilinear(values.data(), current.zero, current.zero),
          bilinear(values.data(), current.zero, current.z), 0.5 * (plus + minus), 0.5 * (plus - minus),
          bilinear(values.data(), current.z, current.z)};
}

}  // namespace nereus
