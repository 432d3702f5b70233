#include "surrogate/flow_features.hpp"

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

std::size_t condition_inputs(const ConditionOptions& conditions) {
  return parameter_conditions(conditions).size() + (conditions.missing_energy.is_word() ? 0 : 1);
}

FlowFeatures::FlowFeatures(const PhaseSpaceModel& phase_space, std::size_t shell)
    : coordinates_(phase_space, shell),
      constants_{coordinates_.constants(), phase_space.e_nu_min, phase_space.e_nu_max},
      parameters_(phase_space.parameters),
      values_(phase_space.parameter_values),
      tells_missing_energy_(!phase_space.missing_energies.empty()) {
  if (tells_missing_energy_) missing_energy_ = phase_space.missing_energies.at(shell);
}

void FlowFeatures::fill_conditions(double missing_energy, const double* parameters, float* values) const {
  Writer add(values, 0);
  for (std::size_t i = 0; i < parameters_.size(); ++i) add(parameters_[i].scaled(parameters[i]));
  if (tells_missing_energy_) add(missing_energy_.scaled(missing_energy));
}

void FlowFeatures::fill_energy(const EventEnergies& at, const double* parameters, float* values) const {
  fill_conditions(at.missing_energy, parameters, values);
  Writer add(values, conditions());
  real::add_energy_inputs(constants_, at.e_nu, coordinates_.t_max(at), add);
}

void FlowFeatures::fill_omega(const EventEnergies& at, double omega, double u1, float* values) const {
  Writer add(values, conditions() + t_features);
  real::add_omega_inputs(coordinates_.kinematics(at, omega), coordinates_.t_max(at), u1, add);
}

void FlowFeatures::fill_lepton(const EventEnergies& at, double omega, double cos_theta_lepton, double u2,
                               float* values) const {
  Writer add(values, conditions() + q_features);
  real::add_lepton_inputs(coordinates_.kinematics(at, omega), cos_theta_lepton, u2, add);
}

void FlowFeatures::fill_nucleon(const EventEnergies& at, double omega, double cos_theta_lepton,
                                double cos_theta_n, double u3, float* values) const {
  Writer add(values, conditions() + p_m_features);
  const real::OmegaKinematics<double> momenta = coordinates_.kinematics(at, omega);
  real::add_nucleon_inputs(momenta.p, momenta.momentum_transfer(cos_theta_lepton), cos_theta_n, u3, add);
}

}  // namespace nereus
