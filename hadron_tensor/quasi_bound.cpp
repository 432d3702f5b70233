#include "hadron_tensor/quasi_bound.hpp"

#include <gsl/gsl_integration.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>

#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

constexpr int q_nodes = 48;  // the responses of PHYSICS Sec. 10 to 1e-5 up to q = 2 GeV

/// Responses as functions of q between Chebyshev nodes, in the barycentric form.
/// \source Berrut & Trefethen, SIAM Rev. 46 (2004) 501, eq. 5.3
class ResponseCurve {
 public:
  template <typename Evaluate>
  ResponseCurve(double q_low, double q_high, const Evaluate& evaluate) {
    for (int i = 0; i < q_nodes; ++i) {
      const double angle = M_PI * (i + 0.5) / q_nodes;
      q_.push_back(0.5 * (q_low + q_high) - 0.5 * (q_high - q_low) * std::cos(angle));
      weight_.push_back((i % 2 == 0 ? 1 : -1) * std::sin(angle));
    }
    W_ = evaluate(q_);
  }

  Responses at(double q) const {
    Responses sum;
    double weights = 0;
    for (int i = 0; i < q_nodes; ++i) {
      if (q == q_[i]) return W_[i];
      const double weight = weight_[i] / (q - q_[i]);
      weights += weight;
      for (const auto part : parts) sum.*part += weight * W_[i].*part;
    }
    for (const auto part : parts) sum.*part /= weights;
    return sum;
  }

 private:
  static constexpr std::array<double Responses::*, 5> parts{&Responses::w00, &Responses::w03, &Responses::w11,
                                                            &Responses::w12, &Responses::w33};
  std::vector<double> q_, weight_;
  std::vector<Responses> W_;
};

double lepton_momentum(double energy, double mass) {
  return energy > mass ? std::sqrt((energy - mass) * (energy + mass)) : 0;
}

}  // namespace

std::vector<Responses> discrete_responses(const ChannelModel& channel, const BoundOrbital& hole,
                                          const Resonance& state, const std::vector<double>& q) {
  const double omega = state.kinetic_energy - hole.energy;
  const ContinuumWaves wave = channel.continuum.discrete_wave(state, *std::max_element(q.begin(), q.end()));
  const TransitionGeometry angular(hole.shell, wave.l_max, channel.constants.hbar_c);
  const int states = hole.shell.degeneracy();
  const int c = partial_wave_index(state.shell.l, state.shell.two_j);
  // Tails outside the window hold Gamma/(pi window), the waves of its edges as much inside.
  const double core = 1 - 2 * state.width / (M_PI * ContinuumSolver::quasi_bound_window);
  // The peak has unit area in E, the cross section is integrated over T.
  const double scale =
      hole.occupation / states * core / (1 + state.kinetic_energy / channel.constants.nucleon_mass);
  std::vector<Responses> result;
  for (const double q_i : q) {
    const CurrentOperator current = channel.current({omega, q_i});
    const ReducedAmplitudes reduced =
        reduced_amplitudes(channel.field, hole, angular, wave, q_i, channel.constants.hbar_c);
    Responses W;
    std::array<std::complex<double>, operator_count> amplitude;
    for (int i = 0; i < states; ++i) {
      for (int op = 0; op < operator_count; ++op) amplitude[op] = reduced(op * states + i, c);
      const Current J = current(amplitude);
      W.w00 += scale * std::norm(J.zero);
      W.w03 += scale * (J.zero * std::conj(J.z)).real();
      W.w11 += scale * 0.5 * (std::norm(J.plus) + std::norm(J.minus));
      W.w12 += scale * 0.5 * (std::norm(J.plus) - std::norm(J.minus));
      W.w33 += scale * std::norm(J.z);
    }
    result.push_back(W);
  }
  return result;
}

std::vector<double> discrete_cross_section(const ChannelModel& channel, const BoundOrbital& hole,
                                           const Resonance& state, const std::vector<double>& energies) {
  const double omega = state.kinetic_energy - hole.energy;
  const double mass = channel.probe.lepton_mass;
  const double e_max = *std::max_element(energies.begin(), energies.end());
  std::vector<double> sigma(energies.size(), 0);
  if (e_max - omega <= mass) return sigma;
  const ResponseCurve curve(
      omega, e_max + lepton_momentum(e_max - omega, mass),
      [&](const std::vector<double>& q) { return discrete_responses(channel, hole, state, q); });
  const std::unique_ptr<gsl_integration_glfixed_table, decltype(&gsl_integration_glfixed_table_free)> rule(
      gsl_integration_glfixed_table_alloc(q_nodes), &gsl_integration_glfixed_table_free);
  for (std::size_t n = 0; n < energies.size(); ++n) {
    const double e_nu = energies[n];
    const double k_out = lepton_momentum(e_nu - omega, mass);
    if (k_out <= 0) continue;
    for (std::size_t i = 0; i < q_nodes; ++i) {
      double q = 0, weight = 0;
      gsl_integration_glfixed_point(e_nu - k_out, e_nu + k_out, i, &q, &weight, rule.get());
      const double cos_theta = (e_nu * e_nu + k_out * k_out - q * q) / (2 * e_nu * k_out);
      const auto lepton = lepton_kinematics(e_nu, omega, std::clamp(cos_theta, -1.0, 1.0), mass);
      if (!lepton) continue;
      const double jacobian = q / (e_nu * k_out);  // d cos theta/dq
      sigma[n] +=
          weight * jacobian * inclusive_cross_section(*lepton, curve.at(q), channel.probe, channel.constants);
    }
  }
  return sigma;
}

std::vector<std::vector<double>> discrete_cross_sections(const ChannelModel& channel,
                                                         const std::vector<double>& energies) {
  std::vector<std::vector<double>> result;
  for (const BoundOrbital* hole : channel.field.occupied(channel.probe.struck())) {
    std::vector<double> sum(energies.size(), 0);
    if (channel.final_state == FinalState::distorted) {
      for (const Resonance& state : channel.continuum.quasi_bound()) {
        const std::vector<double> sigma = discrete_cross_section(channel, *hole, state, energies);
        std::transform(sum.begin(), sum.end(), sigma.begin(), sum.begin(), std::plus<>());
      }
    }
    result.push_back(std::move(sum));
  }
  return result;
}

}  // namespace nereus
