#include "hadron_tensor/shell_transition.hpp"

#include <gsl/gsl_integration.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/plane_wave.hpp"

namespace nereus {

FinalState parse_final_state(const std::string& name) {
  if (name == "distorted") return FinalState::distorted;
  if (name == "plane_wave") return FinalState::plane_wave;
  if (name == "plane_wave_consistent") return FinalState::plane_wave_consistent;
  throw InputError("unknown final_state '" + name +
                   "' (known: distorted, plane_wave, plane_wave_consistent)");
}

ChannelModel::ChannelModel(const MeanField& field_in, const Probe& probe_in, const ModelOptions& model_in,
                           const PhysicalConstants& constants_in)
    : field(field_in),
      probe(probe_in),
      model(model_in),
      constants(constants_in),
      final_state(parse_final_state(model_in.final_state)),
      axial_charge(parse_axial_charge(model_in.axial_charge)),
      form_factors(model_in.form_factors, constants_in.nucleon_mass),
      continuum(field_in, probe_in.outgoing(), constants_in, model_in.accuracy) {}

CurrentOperator ChannelModel::current(const Transfer& transfer) const {
  return CurrentOperator(transfer, form_factors.isovector(transfer.Q2()), axial_charge,
                         constants.nucleon_mass, constants.pion_mass);
}

ShellTransition::ShellTransition(std::shared_ptr<const ChannelModel> channel, const BoundOrbital& hole)
    : channel_(std::move(channel)), hole_(hole), occupied_(hole.occupation / hole.shell.degeneracy()) {
  if (channel_->final_state != FinalState::distorted) {
    momentum_orbital_ = std::make_unique<MomentumOrbital>(channel_->field, hole_);
  }
}

std::shared_ptr<const TransitionGeometry> ShellTransition::geometry(int l_max) const {
  const std::lock_guard<std::mutex> lock(geometry_mutex_);
  if (!geometry_ || geometry_->l_max() < l_max) {
    geometry_ =
        std::make_shared<TransitionGeometry>(hole_.shell, l_max + l_max / 4, channel_->constants.hbar_c);
  }
  return geometry_;
}

double ShellTransition::plane_wave_number(double kinetic_energy) const {
  const double mass = channel_->constants.nucleon_mass;
  return channel_->final_state == FinalState::plane_wave
             ? nucleon_momentum(kinetic_energy, mass) / channel_->constants.hbar_c
             : wave_number(kinetic_energy, mass, channel_->field.potential(channel_->probe.outgoing()).B0);
}

double ShellTransition::density_of_states(double kinetic_energy) const {
  const double two_pi_cubed = std::pow(2 * M_PI, 3);
  const double mass = channel_->constants.nucleon_mass;
  if (channel_->final_state == FinalState::plane_wave) {
    return nucleon_momentum(kinetic_energy, mass) * mass / std::pow(channel_->constants.hbar_c, 3) /
           two_pi_cubed;
  }
  const double B0 = channel_->field.potential(channel_->probe.outgoing()).B0;
  return wave_number(kinetic_energy, mass, B0) / (2 * B0) / two_pi_cubed;
}

SpinAmplitudes ShellTransition::amplitudes(double kinetic_energy, double q, double cos_theta_n) const {
  const ChannelModel& channel = *channel_;
  if (channel.final_state != FinalState::distorted) {
    return plane_wave_amplitudes(hole_.shell, *momentum_orbital_, plane_wave_number(kinetic_energy), q,
                                 cos_theta_n, channel.constants.hbar_c);
  }
  const ContinuumWaves waves = channel.continuum.solve(kinetic_energy, q);
  const auto angular = geometry(waves.l_max);
  const ReducedAmplitudes reduced =
      reduced_amplitudes(channel.field, hole_, *angular, waves, q, channel.constants.hbar_c);
  return sum_partial_waves(reduced, *angular, waves, cos_theta_n);
}

HadronTensor ShellTransition::hadron_tensor(const Transfer& transfer, double cos_theta_n) const {
  const double kinetic_energy = transfer.omega - removal_energy();
  HadronTensorSum sum;
  if (kinetic_energy <= 0 || (channel_->final_state == FinalState::distorted &&
                              kinetic_energy <= channel_->continuum.lowest_energy())) {
    return sum.times(0);
  }
  const CurrentOperator current = channel_->current(transfer);
  for (const auto& spins : amplitudes(kinetic_energy, transfer.q, cos_theta_n))
    for (const auto& operators : spins) sum.add(current(operators));
  return sum.times(occupied_ * density_of_states(kinetic_energy));
}

std::vector<Responses> ShellTransition::responses(double omega, const std::vector<double>& q) const {
  std::vector<Responses> result(q.size());
  const double kinetic_energy = omega - removal_energy();
  if (kinetic_energy <= 0) return result;
  if (channel_->final_state == FinalState::distorted) {
    return kinetic_energy > channel_->continuum.lowest_energy() ? distorted_responses(omega, q) : result;
  }
  std::transform(q.begin(), q.end(), result.begin(), [&](double q_i) {
    return plane_wave_responses({omega, q_i});
  });
  return result;
}

std::vector<Responses> ShellTransition::distorted_responses(double omega,
                                                            const std::vector<double>& q) const {
  const ChannelModel& channel = *channel_;
  const double kinetic_energy = omega - removal_energy();
  const ContinuumWaves waves = channel.continuum.solve(kinetic_energy, *std::max_element(q.begin(), q.end()));
  const auto angular = geometry(waves.l_max);
  const int states = hole_.shell.degeneracy();
  const double scale = occupied_ / (M_PI * waves.k * waves.B0);
  std::vector<Responses> result;
  for (const double q_i : q) {
    const CurrentOperator current = channel.current({omega, q_i});
    const ReducedAmplitudes reduced =
        reduced_amplitudes(channel.field, hole_, *angular, waves, q_i, channel.constants.hbar_c);
    Responses W;
    std::array<std::complex<double>, operator_count> amplitude;
    for (Eigen::Index c = 0; c < reduced.cols(); ++c) {
      for (int i = 0; i < states; ++i) {
        for (int op = 0; op < operator_count; ++op) amplitude[op] = reduced(op * states + i, c);
        const Current J = current(amplitude);
        W.w00 += std::norm(J.zero);
        W.w03 += (J.zero * std::conj(J.z)).real();
        W.w11 += 0.5 * (std::norm(J.plus) + std::norm(J.minus));
        W.w12 += 0.5 * (std::norm(J.plus) - std::norm(J.minus));
        W.w33 += std::norm(J.z);
      }
    }
    for (double* w : {&W.w00, &W.w03, &W.w11, &W.w12, &W.w33}) *w *= scale;
    result.push_back(W);
  }
  return result;
}

Responses ShellTransition::plane_wave_responses(const Transfer& transfer) const {
  const double kinetic_energy = transfer.omega - removal_energy();
  const double density = occupied_ * density_of_states(kinetic_energy);
  const double k = plane_wave_number(kinetic_energy);
  const double q_fm = transfer.q / channel_->constants.hbar_c;
  const CurrentOperator current = channel_->current(transfer);
  // int d cos theta = int p dp/(k q): the bound state is smooth in p_m. 2 fm^-1 hold all of it but 1e-6;
  // panels keep the accuracy where p_m reaches further.
  const double lowest = std::abs(k - q_fm), highest = k + q_fm;
  const int panels = std::max(1, static_cast<int>(std::ceil((highest - lowest) / 1.0)));
  gsl_integration_glfixed_table* table = gsl_integration_glfixed_table_alloc(16);
  Responses W;
  for (int panel = 0; panel < panels; ++panel) {
    const double a = lowest + (highest - lowest) * panel / panels;
    const double b = lowest + (highest - lowest) * (panel + 1) / panels;
    for (std::size_t i = 0; i < 16; ++i) {
      double p = 0, weight = 0;
      gsl_integration_glfixed_point(a, b, i, &p, &weight, table);
      const double cos_theta = (k * k + q_fm * q_fm - p * p) / (2 * k * q_fm);
      HadronTensorSum sum;
      for (const auto& spins :
           plane_wave_amplitudes(hole_.shell, *momentum_orbital_, k, transfer.q,
                                 std::clamp(cos_theta, -1.0, 1.0), channel_->constants.hbar_c))
        for (const auto& operators : spins) sum.add(current(operators));
      const HadronTensor H = sum.times(2 * M_PI * density * weight * p / (k * q_fm));
      W.w00 += H(0, 0).real();
      W.w03 += H(0, 3).real();
      W.w11 += 0.5 * (H(1, 1).real() + H(2, 2).real());
      W.w12 += H(1, 2).imag();
      W.w33 += H(3, 3).real();
    }
  }
  gsl_integration_glfixed_table_free(table);
  return W;
}

}  // namespace nereus
