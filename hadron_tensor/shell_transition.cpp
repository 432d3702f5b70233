#include "hadron_tensor/shell_transition.hpp"

#include <gsl/gsl_integration.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/free_waves.hpp"
#include "hadron_tensor/plane_wave.hpp"

namespace nereus {

FinalState parse_final_state(const std::string& name) {
  if (name == "distorted") return FinalState::distorted;
  if (name == "plane_wave") return FinalState::plane_wave;
  if (name == "plane_wave_consistent") return FinalState::plane_wave_consistent;
  throw InputError("unknown final_state '" + name +
                   "' (known: distorted, plane_wave, plane_wave_consistent)");
}

ChannelModel::ChannelModel(const MeanField& field_in, const Probe& probe, Isospin struck_in,
                           const ModelOptions& model_in, const PhysicalConstants& constants_in)
    : field(field_in),
      struck(struck_in),
      outgoing(probe.outgoing(struck_in)),
      interaction(probe.interaction),
      model(model_in),
      constants(constants_in),
      final_state(parse_final_state(model_in.final_state)),
      axial_charge(parse_axial_charge(model_in.axial_charge)),
      form_factors(model_in.form_factors, constants_in.nucleon_mass),
      continuum(field_in, outgoing, constants_in, model_in.accuracy) {}

CurrentOperator ChannelModel::current(const Transfer& transfer) const {
  const double Q2 = transfer.Q2();
  return CurrentOperator(transfer,
                         interaction == Interaction::electromagnetic
                             ? form_factors.electromagnetic(struck, Q2)
                             : form_factors.isovector(Q2),
                         axial_charge, constants.nucleon_mass, constants.pion_mass);
}

ShellTransition::ShellTransition(std::shared_ptr<const ChannelModel> channel, const BoundOrbital& hole)
    : channel_(std::move(channel)), hole_(hole), occupied_(hole.occupation / hole.shell.degeneracy()) {
  if (!needs_partial_waves()) momentum_orbital_ = std::make_unique<MomentumOrbital>(channel_->field, hole_);
}

double ShellTransition::lowest_energy() const {
  return channel_->final_state == FinalState::distorted ? channel_->continuum.lowest_energy() : 0;
}

/// Plane waves have a closed form but for what is defined partial wave by partial wave.
bool ShellTransition::needs_partial_waves() const {
  return channel_->final_state == FinalState::distorted || channel_->axial_charge == AxialCharge::ghent ||
         !channel_->model.coulomb_monopole;
}

std::shared_ptr<const TransitionGeometry> ShellTransition::geometry(int l_max) const {
  const std::lock_guard<std::mutex> lock(geometry_mutex_);
  if (!geometry_ || geometry_->l_max() < l_max) {
    geometry_ =
        std::make_shared<TransitionGeometry>(hole_.shell, l_max + l_max / 4, channel_->constants.hbar_c,
                                             channel_->axial_charge == AxialCharge::ghent);
  }
  return geometry_;
}

double ShellTransition::plane_wave_number(double kinetic_energy) const {
  const double mass = channel_->constants.nucleon_mass;
  return channel_->final_state == FinalState::plane_wave
             ? nucleon_momentum(kinetic_energy, mass) / channel_->constants.hbar_c
             : wave_number(kinetic_energy, mass, channel_->field.potential(channel_->outgoing).B0);
}

double ShellTransition::density_of_states(double kinetic_energy) const {
  const double two_pi_cubed = std::pow(2 * M_PI, 3);
  const double mass = channel_->constants.nucleon_mass;
  if (channel_->final_state == FinalState::plane_wave) {
    return nucleon_momentum(kinetic_energy, mass) * mass / std::pow(channel_->constants.hbar_c, 3) /
           two_pi_cubed;
  }
  const double B0 = channel_->field.potential(channel_->outgoing).B0;
  return wave_number(kinetic_energy, mass, B0) / (2 * B0) / two_pi_cubed;
}

ContinuumWaves ShellTransition::waves(double kinetic_energy, double q_max) const {
  if (channel_->final_state == FinalState::distorted) return channel_->continuum.solve(kinetic_energy, q_max);
  return free_waves(channel_->field, plane_wave_number(kinetic_energy), q_max / channel_->constants.hbar_c,
                    channel_->model.accuracy);
}

ReducedAmplitudes ShellTransition::reduced(const TransitionGeometry& angular, const ContinuumWaves& waves,
                                           double q) const {
  ReducedAmplitudes A =
      reduced_amplitudes(channel_->field, hole_, angular, waves, q, channel_->constants.hbar_c);
  // s1/2 -> s1/2 is J = 0 alone in the charge: column 0 is s1/2.
  if (!channel_->model.coulomb_monopole && hole_.shell.l == 0) {
    A.block(op_one * angular.magnetic_states(), 0, angular.magnetic_states(), 1).setZero();
  }
  return A;
}

HadronTensor ShellTransition::hadron_tensor(const Transfer& transfer, double missing_energy,
                                            double cos_theta_n) const {
  return hadron_tensors(transfer, missing_energy, {cos_theta_n}).front();
}

std::vector<HadronTensor> ShellTransition::hadron_tensors(const Transfer& transfer, double missing_energy,
                                                          const std::vector<double>& cos_theta_n) const {
  const double kinetic_energy = transfer.omega - missing_energy;
  if (!open(kinetic_energy)) return std::vector<HadronTensor>(cos_theta_n.size(), HadronTensor::Zero());
  const CurrentOperator current = channel_->current(transfer);
  const auto by_transfer = spin_amplitudes(kinetic_energy, {{transfer.q, cos_theta_n}});
  std::vector<HadronTensor> result;
  for (const SpinAmplitudes& amplitudes : by_transfer.front()) {
    HadronTensorSum sum;
    for (const auto& spins : amplitudes)
      for (const auto& operators : spins) sum.add(current(operators));
    result.push_back(sum.times(density(kinetic_energy)));
  }
  return result;
}

std::vector<std::vector<SpinAmplitudes>> ShellTransition::spin_amplitudes(
    double kinetic_energy, const std::vector<Directions>& transfers) const {
  std::vector<std::vector<SpinAmplitudes>> result;
  if (!needs_partial_waves()) {
    const double k = plane_wave_number(kinetic_energy);
    for (const Directions& at : transfers) {
      result.emplace_back();
      for (const double cosine : at.cos_theta_n) {
        result.back().push_back(plane_wave_amplitudes(hole_.shell, *momentum_orbital_, k, at.q, cosine,
                                                      channel_->constants.hbar_c));
      }
    }
    return result;
  }
  double q_max = 0;
  for (const Directions& at : transfers) q_max = std::max(q_max, at.q);
  const ContinuumWaves outgoing = waves(kinetic_energy, q_max);
  const auto angular = geometry(outgoing.l_max);
  for (const Directions& at : transfers) {
    result.push_back(
        sum_partial_waves(reduced(*angular, outgoing, at.q), *angular, outgoing, at.cos_theta_n));
  }
  return result;
}

std::vector<OperatorResponses> ShellTransition::operator_responses(double kinetic_energy,
                                                                   const std::vector<double>& q) const {
  std::vector<OperatorResponses> result(q.size());
  if (!open(kinetic_energy)) return result;
  if (!needs_partial_waves()) {
    std::transform(q.begin(), q.end(), result.begin(),
                   [&](double q_i) { return closed_form_responses(kinetic_energy, q_i); });
    return result;
  }
  const ContinuumWaves outgoing = waves(kinetic_energy, *std::max_element(q.begin(), q.end()));
  const auto angular = geometry(outgoing.l_max);
  // Sum over spins and directions: (4 pi/k)^2 sum |A|^2 times the density of states.
  const double scale = occupied_ * density_of_states(kinetic_energy) * std::pow(4 * M_PI / outgoing.k, 2);
  for (std::size_t at = 0; at < q.size(); ++at) {
    const ReducedAmplitudes A = reduced(*angular, outgoing, q[at]);
    for (Eigen::Index c = 0; c < A.cols(); ++c) add_wave(A, c, scale, result[at]);
  }
  return result;
}

std::vector<OperatorResponses> ShellTransition::wave_responses(const ContinuumWaves& outgoing,
                                                               int partial_wave,
                                                               const std::vector<double>& q) const {
  std::vector<OperatorResponses> result(q.size());
  const auto angular = geometry(outgoing.l_max);
  for (std::size_t at = 0; at < q.size(); ++at) {
    add_wave(reduced(*angular, outgoing, q[at]), partial_wave, occupied_, result[at]);
  }
  return result;
}

void ShellTransition::add_wave(const ReducedAmplitudes& A, Eigen::Index partial_wave, double weight,
                               OperatorResponses& sum) const {
  const int states = hole_.shell.degeneracy();
  std::array<std::complex<double>, operator_count> amplitude;
  for (int i = 0; i < states; ++i) {
    for (int op = 0; op < operator_count; ++op) amplitude[op] = A(op * states + i, partial_wave);
    sum.add(amplitude, weight);
  }
}

std::vector<Responses> ShellTransition::responses(double omega, double missing_energy,
                                                  const std::vector<double>& q) const {
  std::vector<Responses> result;
  const std::vector<OperatorResponses> operators = operator_responses(omega - missing_energy, q);
  for (std::size_t i = 0; i < q.size(); ++i)
    result.push_back(operators[i].of(channel_->current({omega, q[i]})));
  return result;
}

OperatorResponses ShellTransition::closed_form_responses(double kinetic_energy, double q) const {
  const double density = occupied_ * density_of_states(kinetic_energy);
  const double k = plane_wave_number(kinetic_energy);
  const double q_fm = q / channel_->constants.hbar_c;
  // int d cos theta = int p dp/(k q): the bound state is smooth in p_m. 2 fm^-1 hold all of it but 1e-6;
  // panels keep the accuracy where p_m reaches further.
  const double lowest = std::abs(k - q_fm), highest = k + q_fm;
  const int panels = std::max(1, static_cast<int>(std::ceil((highest - lowest) / 1.0)));
  gsl_integration_glfixed_table* table = gsl_integration_glfixed_table_alloc(16);
  OperatorResponses sum;
  for (int panel = 0; panel < panels; ++panel) {
    const double a = lowest + (highest - lowest) * panel / panels;
    const double b = lowest + (highest - lowest) * (panel + 1) / panels;
    for (std::size_t i = 0; i < 16; ++i) {
      double p = 0, weight = 0;
      gsl_integration_glfixed_point(a, b, i, &p, &weight, table);
      const double cos_theta = std::clamp((k * k + q_fm * q_fm - p * p) / (2 * k * q_fm), -1.0, 1.0);
      for (const auto& spins : plane_wave_amplitudes(hole_.shell, *momentum_orbital_, k, q, cos_theta,
                                                     channel_->constants.hbar_c))
        for (const auto& operators : spins) sum.add(operators, 2 * M_PI * density * weight * p / (k * q_fm));
    }
  }
  gsl_integration_glfixed_table_free(table);
  return sum;
}

}  // namespace nereus
