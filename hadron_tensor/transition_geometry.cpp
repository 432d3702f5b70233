#include "hadron_tensor/transition_geometry.hpp"

#include <gsl/gsl_sf_coupling.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "hadron_tensor/continuum_waves.hpp"
#include "hadron_tensor/gsl_errors.hpp"
#include "hadron_tensor/operators.hpp"

namespace nereus {
namespace {

using Components = std::vector<OperatorTerm>;

double clebsch(int l1, int m1, int l2, int m2, int l3) {
  const int sign = (l1 - l2 + m1 + m2) % 2 == 0 ? 1 : -1;
  return sign * std::sqrt(2.0 * l3 + 1) *
         gsl_sf_coupling_3j(2 * l1, 2 * l2, 2 * l3, 2 * m1, 2 * m2, -2 * (m1 + m2));
}

/// The spinor harmonic |l j m> with a radial source.
Components spinor(RadialSource source, int l, int two_j, int two_m) {
  Components result;
  for (int two_s : {1, -1}) {
    const int m = (two_m - two_s) / 2;
    const double weight = spin_coupling(l, two_s, two_j, two_m);
    if (std::abs(m) <= l && weight != 0) result.push_back({source, l, m, two_s, weight});
  }
  return result;
}

/// kappa = -(l + 1) for j = l + 1/2, l for j = l - 1/2.
int kappa(int l, int two_j) { return two_j > 2 * l ? -(l + 1) : l; }

/// hbar c grad_lambda on the bound state (the -i of p is accounted for in the phases).
Components gradient(const Components& state, int lambda, double hbar_c) {
  Components result;
  for (const OperatorTerm& c : state) {
    for (int l : {c.l + 1, c.l - 1}) {
      const int m = c.m + lambda;
      if (l < 0 || std::abs(m) > l) continue;
      const bool up = l > c.l;
      const double reduced = up ? std::sqrt((c.l + 1.0) / (2 * c.l + 3)) : -std::sqrt(c.l / (2.0 * c.l - 1));
      const double weight = hbar_c * c.weight * reduced * clebsch(c.l, c.m, 1, lambda, l);
      if (weight != 0) result.push_back({up ? source_up : source_down, l, m, c.two_s, weight});
    }
  }
  return result;
}

/// sigma_lambda on the spins.
Components sigma(const Components& state, int lambda) {
  Components result;
  for (OperatorTerm c : state) {
    if (lambda == 0) {
      c.weight *= c.two_s;
    } else if (c.two_s == -lambda) {
      c.two_s = lambda;
      c.weight *= -lambda * std::sqrt(2.0);
    } else {
      continue;
    }
    result.push_back(c);
  }
  return result;
}

void append(Components& to, const Components& from, double factor) {
  for (OperatorTerm c : from) {
    c.weight *= factor;
    to.push_back(c);
  }
}

Components apply_operator(int op, const Components& state, double hbar_c) {
  switch (op) {
    case op_one:
      return state;
    case op_sigma_z:
      return sigma(state, 0);
    case op_sigma_plus:
      return sigma(state, 1);
    case op_sigma_minus:
      return sigma(state, -1);
    case op_p_plus:
      return gradient(state, 1, hbar_c);
    case op_p_minus:
      return gradient(state, -1, hbar_c);
    case op_ghent_charge:
      return {};  // not a product of an operator and the bound state: see the constructor
    default:
      break;
  }
  Components result;  // sigma.p = sum_lambda (-1)^lambda sigma_lambda p_{-lambda}
  append(result, sigma(gradient(state, 0, hbar_c), 0), 1);
  append(result, sigma(gradient(state, -1, hbar_c), 1), -1);
  append(result, sigma(gradient(state, 1, hbar_c), -1), -1);
  return result;
}

/// sqrt(4 pi (2J+1)) <l m|Y_J0|l_c m>.
double multipole_element(int l, int J, int l_c, int m) {
  const double sign = m % 2 == 0 ? 1 : -1;
  return sign * (2.0 * J + 1) * std::sqrt((2.0 * l + 1) * (2.0 * l_c + 1)) *
         gsl_sf_coupling_3j(2 * l, 2 * J, 2 * l_c, 0, 0, 0) *
         gsl_sf_coupling_3j(2 * l, 2 * J, 2 * l_c, -2 * m, 0, 2 * m);
}

}  // namespace

double spin_coupling(int l, int two_s, int two_j, int two_m) {
  const double plus = std::sqrt((2 * l + 1 + two_m) / (2.0 * (2 * l + 1)));
  const double minus = std::sqrt((2 * l + 1 - two_m) / (2.0 * (2 * l + 1)));
  if (std::abs(two_m) > two_j) return 0;
  if (two_j > 2 * l) return two_s > 0 ? plus : minus;
  return two_s > 0 ? -minus : plus;
}

TransitionGeometry::TransitionGeometry(const Shell& hole, int l_max, double hbar_c, bool with_ghent_charge)
    : l_max_(l_max), two_j_(hole.two_j), kappa_(kappa(hole.l, hole.two_j)) {
  use_gsl_return_values();  // a 3j symbol may underflow to zero
  const int l_of_minus_kappa = hole.two_j - hole.l;
  const int l_of_source[source_count] = {hole.l, hole.l + 1, hole.l - 1, l_of_minus_kappa};
  for (int source = 0; source < (with_ghent_charge ? source_count : source_u_over_r); ++source) {
    for (int J = -l_of_source[source]; J <= l_of_source[source]; J += 2) {
      slots_.push_back({static_cast<RadialSource>(source), J});
    }
  }
  const int states = two_j_ + 1;
  coefficients_.assign(partial_wave_count(l_max),
                       Eigen::MatrixXd::Zero(operator_count * states, static_cast<int>(slots_.size())));
  std::vector<Components> terms;  // of operator op and state i, at op * states + i
  for (int op = 0; op < operator_count; ++op) {
    for (int i = 0; i < states; ++i) {
      const int two_m = 2 * i - two_j_;
      terms.push_back(apply_operator(op, spinor(source_u, hole.l, two_j_, two_m), hbar_c));
      if (op == op_ghent_charge) {
        append(terms.back(), spinor(source_u_over_r, l_of_minus_kappa, two_j_, two_m), hbar_c);
      }
    }
  }
  for (int l = 0; l <= l_max; ++l) {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      const int l_c = l_of_source[slots_[slot].source];
      const int J = l + slots_[slot].J_minus_l;
      if (J < std::abs(l - l_c)) continue;
      // (-i)^l i^J i^{-l_a}, with -i of p for the gradient sources and i for u/r: a real sign.
      const RadialSource source = slots_[slot].source;
      const int power = J - l - hole.l - (source == source_u ? 0 : source == source_u_over_r ? -1 : 1);
      const double sign = (power / 2) % 2 == 0 ? 1 : -1;
      std::vector<double> element(2 * l_c + 1, 0);
      for (int m = -std::min(l, l_c); m <= std::min(l, l_c); ++m) {
        element[m + l_c] = sign * multipole_element(l, J, l_c, m);
      }
      add_terms(terms, l, static_cast<int>(slot), element);
    }
  }
}

void TransitionGeometry::add_terms(const std::vector<Components>& terms, int l, int slot,
                                   const std::vector<double>& element) {
  const int states = two_j_ + 1;
  const int l_c = static_cast<int>(element.size()) / 2;
  for (int row = 0; row < operator_count * states; ++row) {
    const int two_m_f = 2 * (row % states) - two_j_ + 2 * operator_lambda(row / states);
    for (const OperatorTerm& c : terms[row]) {
      if (c.source != slots_[slot].source || std::abs(c.m) > l) continue;
      for (int two_j = std::abs(2 * l - 1); two_j <= 2 * l + 1; two_j += 2) {
        coefficients_[partial_wave_index(l, two_j)](row, slot) += c.weight * element[c.m + l_c] *
                                                                  spin_coupling(l, c.two_s, two_j, two_m_f) *
                                                                  recoupling(slot, l, two_j);
      }
    }
  }
}

/// Delta [K(K + 1)/(J(J + 1)) - 1] of the Ghent axial charge, J >= 1; 1 for all other sources.
/// \source PHYSICS Sec. 5
double TransitionGeometry::recoupling(int slot, int l, int two_j) const {
  if (slots_[slot].source != source_u_over_r) return 1;
  const int J = l + slots_[slot].J_minus_l;
  const int K = kappa_ + kappa(l, two_j);
  const int Delta = kappa_ - kappa(l, two_j);
  return J == 0 ? 0 : Delta * (K * (K + 1.0) / (J * (J + 1.0)) - 1);
}

}  // namespace nereus
