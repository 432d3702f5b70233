#include "hadron_tensor/quasi_bound.hpp"

#include <gsl/gsl_integration.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

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

  OperatorResponses at(double q) const {
    OperatorResponses sum;
    double weights = 0;
    for (int i = 0; i < q_nodes; ++i) {
      if (q == q_[i]) return W_[i];
      const double weight = weight_[i] / (q - q_[i]);
      weights += weight;
      for (int pair = 0; pair < OperatorResponses::size; ++pair)
        sum.values[pair] += weight * W_[i].values[pair];
    }
    for (double& value : sum.values) value /= weights;
    return sum;
  }

 private:
  std::vector<double> q_, weight_;
  std::vector<OperatorResponses> W_;
};

double lepton_momentum(double energy, double mass) {
  return energy > mass ? std::sqrt((energy - mass) * (energy + mass)) : 0;
}

}  // namespace

std::vector<OperatorResponses> discrete_responses(const ShellTransition& transition, const Resonance& state,
                                                  const std::vector<double>& q) {
  const ChannelModel& channel = transition.channel();
  const ContinuumWaves wave = channel.continuum.discrete_wave(state, *std::max_element(q.begin(), q.end()));
  auto result = transition.wave_responses(wave, partial_wave_index(state.shell.l, state.shell.two_j), q);
  // Tails outside the window hold Gamma/(pi window), the waves of its edges as much inside.
  const double core = 1 - 2 * state.width / (M_PI * ContinuumSolver::quasi_bound_window);
  // The peak has unit area in E, the cross section is integrated over T.
  const double scale = core / (1 + state.kinetic_energy / channel.constants.nucleon_mass);
  for (OperatorResponses& W : result) {
    for (double& value : W.values) value *= scale;
  }
  return result;
}

std::vector<double> discrete_cross_section(const ShellTransition& transition, const ShellStrength& strength,
                                           const Probe& probe, const Resonance& state,
                                           const std::vector<double>& energies) {
  const ChannelModel& channel = transition.channel();
  const double mass = probe.lepton_mass;
  const double e_max = *std::max_element(energies.begin(), energies.end());
  const double lowest =
      state.kinetic_energy + (strength.is_delta() ? strength.centre() : strength.threshold());
  std::vector<double> sigma(energies.size(), 0);
  if (e_max - lowest <= mass) return sigma;
  const ResponseCurve curve(
      lowest, e_max + lepton_momentum(e_max - lowest, mass),
      [&](const std::vector<double>& q) { return discrete_responses(transition, state, q); });
  const std::unique_ptr<gsl_integration_glfixed_table, decltype(&gsl_integration_glfixed_table_free)> rule(
      gsl_integration_glfixed_table_alloc(q_nodes), &gsl_integration_glfixed_table_free);
  const auto at_missing_energy = [&](double e_nu, double missing_energy) {
    const double omega = missing_energy + state.kinetic_energy;
    const double k_out = lepton_momentum(e_nu - omega, mass);
    double sum = 0;
    for (std::size_t i = 0; k_out > 0 && i < q_nodes; ++i) {
      double q = 0, weight = 0;
      gsl_integration_glfixed_point(e_nu - k_out, e_nu + k_out, i, &q, &weight, rule.get());
      const double cos_theta = (e_nu * e_nu + k_out * k_out - q * q) / (2 * e_nu * k_out);
      const auto lepton = lepton_kinematics(e_nu, omega, std::clamp(cos_theta, -1.0, 1.0), mass);
      if (!lepton) continue;
      const double jacobian = q / (e_nu * k_out);  // d cos theta/dq
      const Responses W = curve.at(q).of(channel.current(lepton->transfer));
      sum += weight * jacobian * inclusive_cross_section(*lepton, W, probe, channel.constants);
    }
    return sum;
  };
  for (std::size_t n = 0; n < energies.size(); ++n) {
    const auto nodes = strength.quadrature(strength_points, energies[n] - mass);
    for (std::size_t i = 0; i < nodes.nodes.size(); ++i) {
      sigma[n] += strength.factor() * nodes.weights[i] * at_missing_energy(energies[n], nodes.nodes[i]);
    }
  }
  return sigma;
}

std::vector<std::vector<double>> discrete_cross_sections(const InclusiveResponses& responses,
                                                         const Probe& probe,
                                                         const std::vector<double>& energies) {
  std::vector<std::vector<double>> result;
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    const ShellTransition& transition = responses.transition(shell);
    std::vector<double> sum(energies.size(), 0);
    if (transition.channel().final_state == FinalState::distorted) {
      for (const Resonance& state : transition.channel().continuum.quasi_bound()) {
        const std::vector<double> sigma =
            discrete_cross_section(transition, responses.strength(shell), probe, state, energies);
        std::transform(sum.begin(), sum.end(), sigma.begin(), sum.begin(), std::plus<>());
      }
    }
    result.push_back(std::move(sum));
  }
  return result;
}

}  // namespace nereus
