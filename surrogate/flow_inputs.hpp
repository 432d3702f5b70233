#pragma once
// The inputs of a flow's networks, for one event (Real = double) or for a vector of events.

#include <cstddef>

#include "surrogate/phase_space_steps.hpp"

namespace nereus {

/// Numbers of inputs of the four networks (T | q | p_m | phi). Each network sees a prefix of the same list:
/// E_nu reaches every one of them, E_m as far as it moves the ends of phase space.
constexpr std::size_t t_features = 4;
constexpr std::size_t q_features = 15;
constexpr std::size_t p_m_features = 27;
constexpr std::size_t phi_features = 34;

/// Constants of a shell's coordinates and of the scales of its inputs.
struct FlowConstants {
  StepConstants steps;
  double e_nu_min = 0, e_nu_max = 0;  ///< [MeV]
};

namespace real {

// Scales only bring the inputs to order one. Each variable comes in more than one spacing, so that
// thresholds (square roots), low energies (logarithms) and the quasi-elastic ridge are all easy to follow.
// `add` takes one input after the other.

/// [0, t_features)
template <class Real, class Add>
void add_energy_inputs(const FlowConstants& c, Real e_nu, Real t_max, Add& add) {
  add((2 * e_nu - c.e_nu_min - c.e_nu_max) / (c.e_nu_max - c.e_nu_min));
  add(2 * log(2 * e_nu / (c.e_nu_min + c.e_nu_max)));
  add(sqrt(t_max) / 10 - 2);
  add(100 / (t_max + 30));
}

/// [t_features, q_features)
template <class Real, class Add>
void add_omega_inputs(const OmegaKinematics<Real>& at, Real t_max, Real u1, Add& add) {
  add(at.t / 200 - 1);
  add(0.2 * log(at.t + 0.05));
  add(sqrt(at.t) / 8 - 1);
  add(2 * u1 - 1);
  add(sqrt(maximum(Real(0), 1 - at.t / t_max)));
  add(at.k_out / 400 - 1);
  add(at.k_out / at.e_nu);
  add(at.p / 400 - 1);
  add(at.low / 200 - 1);
  add(atan((at.low - at.p) / 150));  // where the range of q ends, seen from the ridge
  add(atan((at.e_nu + at.k_out - at.p) / 150));
}

/// [q_features, p_m_features)
template <class Real, class Add>
void add_lepton_inputs(const OmegaKinematics<Real>& at, Real cos_theta_lepton, Real u2, Add& add) {
  const Real p = at.p, q = at.momentum_transfer(cos_theta_lepton);
  add(q / 400 - 1);
  add(log(q / 300));
  add(2 * u2 - 1);
  add((p - q) / 200);
  add(atan((p - q) / 60));
  add(abs(p - q) / 150 - 1);
  add((p + q) / 500 - 1);
  add(sqrt(4 * p * q) / 400 - 1);  // width of the range of p_m
  add(cos_theta_lepton);
  add(sqrt(0.5 * (1 - cos_theta_lepton)));
  add(100 / (q + 50));
  add((q * q - at.omega * at.omega) / 5e5);
}

/// [p_m_features, phi_features)
template <class Real, class Add>
void add_nucleon_inputs(Real p, Real q, Real cos_theta_n, Real u3, Add& add) {
  const Real sine = sqrt((1 - cos_theta_n) * (1 + cos_theta_n));
  const Real p_m2 = (p - q) * (p - q) + 2 * p * q * (1 - cos_theta_n);
  add(cos_theta_n);
  add(sine);
  add(sqrt(p_m2) / 200 - 1);
  add(p_m2 / 1e5);
  add(2 * u3 - 1);
  add(atan2(sine, cos_theta_n) - 1.5);
  add(p * sine / 200 - 1);  // transverse momentum
}

}  // namespace real
}  // namespace nereus
