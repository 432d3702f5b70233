#pragma once
// Angular momentum part of the amplitudes A^O_lj(m_a): computed once per shell.

#include <Eigen/Core>
#include <vector>

#include "meanfield/shell.hpp"

namespace nereus {

/// Radial functions of the bound state that the operators make of u_a.
enum RadialSource {
  source_u,         ///< u_a
  source_up,        ///< u_a' - (l_a + 1) u_a/r: gradient raises l by one
  source_down,      ///< u_a' + l_a u_a/r: gradient lowers l by one
  source_u_over_r,  ///< u_a/r, of the axial charge of the Ghent tables
};
constexpr int source_count = 4;

/// One radial integral int u_lj j_J(qr) X dr: which J and which X, relative to the final l.
struct IntegralSlot {
  RadialSource source;
  int J_minus_l;
};

/// A term of O phi_{m_a}: weight * X(r)/r Y_{l m} chi_s, the factor (-i) of p left out.
struct OperatorTerm {
  RadialSource source;
  int l, m, two_s;
  double weight;  ///< [1], times MeV fm for the gradient sources
};

/// Real coefficients C with (-i)^l i^{-l_a} A^O_lj(m_a) = sum_slots C[lj](O, m_a; slot) I[lj](slot).
///
/// From e^{iqz} = sum_J i^J sqrt(4 pi (2J+1)) j_J(qr) Y_J0 and the gradient formula; all phases other
/// than the common i^{l_a} cancel, so that the amplitudes are real.
/// \source PHYSICS Sec. 5; Edmonds (1957) Eqs. 4.6.3, 5.7.1
class TransitionGeometry {
 public:
  /// \param with_ghent_charge  also op_ghent_charge; without, its amplitudes are zero
  TransitionGeometry(const Shell& hole, int l_max, double hbar_c, bool with_ghent_charge);

  int l_max() const { return l_max_; }
  int magnetic_states() const { return two_j_ + 1; }
  const std::vector<IntegralSlot>& slots() const { return slots_; }
  /// Matrix (operator_count * (2j_a + 1)) x slots of partial wave lj (see partial_wave_index); row
  /// op * (2 j_a + 1) + m_a index.
  const Eigen::MatrixXd& coefficients(int partial_wave) const { return coefficients_[partial_wave]; }

 private:
  void add_terms(const std::vector<std::vector<OperatorTerm>>& terms, int l, int slot,
                 const std::vector<double>& element);
  double recoupling(int slot, int l, int two_j) const;

  int l_max_, two_j_, kappa_;
  std::vector<IntegralSlot> slots_;
  std::vector<Eigen::MatrixXd> coefficients_;
};

/// Clebsch-Gordan coefficient <l m-s 1/2 s | j m>, two_s = +-1.
double spin_coupling(int l, int two_s, int two_j, int two_m);

}  // namespace nereus
