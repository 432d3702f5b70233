#pragma once
// A form factor as a polynomial in the conformal variable z.

#include <vector>

namespace nereus {

/// F(Q^2) = sum_k a_k z^k with
/// \f[ z = \frac{\sqrt{t_c + Q^2} - \sqrt{t_c - t_0}}{\sqrt{t_c + Q^2} + \sqrt{t_c - t_0}} \f]
/// The first coefficients are free; a_0 and the last four follow from F(0) and from F ~ 1/Q^4 at large Q^2,
/// that is, from F and its first three derivatives vanishing at z = 1.
/// \source Meyer, Betancourt, Gran and Hill, PRD 93 (2016) 113015
class ZExpansion {
 public:
  /// \param free_coefficients  a_1 ... a_n, n >= 1
  /// \param t_cut, t_0  [MeV^2]
  /// \throws InputError for no coefficients, or t_0 >= t_cut
  ZExpansion(const std::vector<double>& free_coefficients, double value_at_zero, double t_cut, double t_0);

  /// \param Q2 [MeV^2], above -t_cut
  /// \throws InputError at or below -t_cut, where the form factor has its branch cut
  double at(double Q2) const;

  /// a_0 ... a_{n+4}
  const std::vector<double>& coefficients() const { return coefficients_; }

 private:
  double z(double Q2) const;
  double t_cut_, t_0_;
  std::vector<double> coefficients_;
};

}  // namespace nereus
