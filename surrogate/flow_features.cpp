#include "surrogate/flow_features.hpp"

#include <cmath>

namespace nereus {
namespace {

/// Writes one input after the other.
class Writer {
 public:
  Writer(float* values, std::size_t begin) : next_(values + begin) {}
  void operator()(double value) { *next_++ = static_cast<float>(value); }

 private:
  float* next_;
};

}  // namespace

// Scales only bring the inputs to order one. Each variable comes in more than one spacing, so that
// thresholds (square roots), low energies (logarithms) and the quasi-elastic ridge are all easy to follow.

std::size_t condition_inputs(const ConditionOptions& conditions) {
  return parameter_conditions(conditions).size() + (conditions.missing_energy.is_word() ? 0 : 1);
}

FlowFeatures::FlowFeatures(const PhaseSpaceModel& phase_space, std::size_t shell)
    : coordinates_(phase_space, shell),
      e_nu_min_(phase_space.e_nu_min),
      e_nu_max_(phase_space.e_nu_max),
      parameters_(phase_space.parameters),
      values_(phase_space.parameter_values),
      tells_missing_energy_(!phase_space.missing_energies.empty()) {
  if (tells_missing_energy_) missing_energy_ = phase_space.missing_energies.at(shell);
}

void FlowFeatures::fill_energy(const EventEnergies& at, const double* parameters, float* values) const {
  Writer add(values, 0);
  for (std::size_t i = 0; i < parameters_.size(); ++i) add(parameters_[i].scaled(parameters[i]));
  if (tells_missing_energy_) add(missing_energy_.scaled(at.missing_energy));
  const double e_nu = at.e_nu;
  const double t_max = coordinates_.t_max(at);
  add((2 * e_nu - e_nu_min_ - e_nu_max_) / (e_nu_max_ - e_nu_min_));
  add(2 * std::log(2 * e_nu / (e_nu_min_ + e_nu_max_)));
  add(std::sqrt(t_max) / 10 - 2);
  add(100 / (t_max + 30));
}

void FlowFeatures::fill_omega(const EventEnergies& at, double omega, double u1, float* values) const {
  Writer add(values, conditions() + t_features);
  const double e_nu = at.e_nu;
  const double t = omega - at.missing_energy;
  const double p = coordinates_.nucleon_momentum(omega, at.missing_energy),
               k_out = coordinates_.lepton_momentum(e_nu, omega);
  add(t / 200 - 1);
  add(0.2 * std::log(t + 0.05));
  add(std::sqrt(t) / 8 - 1);
  add(2 * u1 - 1);
  add(std::sqrt(std::max(0.0, 1 - t / coordinates_.t_max(at))));
  add(k_out / 400 - 1);
  add(k_out / e_nu);
  add(p / 400 - 1);
  add((e_nu - k_out) / 200 - 1);
  add(std::atan((e_nu - k_out - p) / 150));  // where the range of q ends, seen from the ridge
  add(std::atan((e_nu + k_out - p) / 150));
}

void FlowFeatures::fill_lepton(const EventEnergies& at, double omega, double cos_theta_lepton, double u2,
                               float* values) const {
  Writer add(values, conditions() + q_features);
  const double q = coordinates_.momentum_transfer(at.e_nu, omega, cos_theta_lepton);
  const double p = coordinates_.nucleon_momentum(omega, at.missing_energy);
  add(q / 400 - 1);
  add(std::log(q / 300));
  add(2 * u2 - 1);
  add((p - q) / 200);
  add(std::atan((p - q) / 60));
  add(std::abs(p - q) / 150 - 1);
  add((p + q) / 500 - 1);
  add(std::sqrt(4 * p * q) / 400 - 1);  // width of the range of p_m
  add(cos_theta_lepton);
  add(std::sqrt(0.5 * (1 - cos_theta_lepton)));
  add(100 / (q + 50));
  add((q * q - omega * omega) / 5e5);
}

void FlowFeatures::fill_nucleon(const EventEnergies& at, double omega, double cos_theta_lepton,
                                double cos_theta_n, double u3, float* values) const {
  Writer add(values, conditions() + p_m_features);
  const double q = coordinates_.momentum_transfer(at.e_nu, omega, cos_theta_lepton);
  const double p = coordinates_.nucleon_momentum(omega, at.missing_energy);
  const double sine2 = (1 - cos_theta_n) * (1 + cos_theta_n);
  const double p_m2 = (p - q) * (p - q) + 2 * p * q * (1 - cos_theta_n);
  add(cos_theta_n);
  add(std::sqrt(sine2));
  add(std::sqrt(p_m2) / 200 - 1);
  add(p_m2 / 1e5);
  add(2 * u3 - 1);
  add(std::acos(cos_theta_n) - 1.5);
  add(p * std::sqrt(sine2) / 200 - 1);  // transverse momentum
}

}  // namespace nereus
