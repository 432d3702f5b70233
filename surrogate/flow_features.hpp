#pragma once
// What the networks of a flow are told: scaled functions of the variables drawn before.

#include "surrogate/flow_inputs.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {

/// Inputs that a flow is told of the model: parameters, and E_m if it is a condition of any shell.
std::size_t condition_inputs(const ConditionOptions& conditions);

/// The list of inputs of one event (conditions, then those of flow_inputs.hpp), filled step by step as a
/// point is drawn or read.
class FlowFeatures {
 public:
  FlowFeatures(const PhaseSpaceModel& phase_space, std::size_t shell);

  /// Conditions: the first inputs of every network.
  std::size_t conditions() const { return parameters_.size() + (tells_missing_energy_ ? 1 : 0); }
  /// Their inputs, for the parameters of the phase space. \param missing_energy [MeV]
  void fill_conditions(double missing_energy, float* values) const {
    fill_conditions(missing_energy, values_.data(), values);
  }
  /// Inputs known from the energies alone: the conditions and t_features more.
  /// \param parameters of the model, in the order of the conditions
  void fill_energy(const EventEnergies& at, const double* parameters, float* values) const;
  /// Inputs known with omega too: [t_features, q_features) after the conditions. \param u1 coordinate of
  /// omega
  void fill_omega(const EventEnergies& at, double omega, double u1, float* values) const;
  /// Inputs known with the lepton angle too: [q_features, p_m_features). \param u2 its coordinate
  void fill_lepton(const EventEnergies& at, double omega, double cos_theta_lepton, double u2,
                   float* values) const;
  /// Inputs known with the nucleon's polar angle too: [p_m_features, phi_features). \param u3 its coordinate
  void fill_nucleon(const EventEnergies& at, double omega, double cos_theta_lepton, double cos_theta_n,
                    double u3, float* values) const;

  const FlowConstants& constants() const { return constants_; }

 private:
  void fill_conditions(double missing_energy, const double* parameters, float* values) const;

  ShellCoordinates coordinates_;
  FlowConstants constants_;
  std::vector<Condition> parameters_;
  std::vector<double> values_;
  bool tells_missing_energy_;
  MissingEnergyRange missing_energy_;
};

}  // namespace nereus
