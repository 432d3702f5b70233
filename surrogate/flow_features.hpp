#pragma once
// What the networks of a flow are told: scaled functions of the variables drawn before.

#include <array>
#include <cstddef>

#include "surrogate/phase_space.hpp"

namespace nereus {

/// Numbers of inputs of the four networks (T | q | p_m | phi) after the conditions, which come first. Each
/// network sees a prefix of the same list: E_nu reaches every one of them, E_m too: where it is no condition,
/// as far as it moves the ends of phase space.
constexpr std::size_t t_features = 4;
constexpr std::size_t q_features = 15;
constexpr std::size_t p_m_features = 27;
constexpr std::size_t phi_features = 34;

/// Inputs that a flow is told of the model: parameters, and E_m if it is a condition of any shell.
std::size_t condition_inputs(const ConditionOptions& conditions);

/// The list of inputs, filled step by step as a point is drawn or read.
class FlowFeatures {
 public:
  FlowFeatures(const PhaseSpaceModel& phase_space, std::size_t shell);

  /// Conditions: the first inputs of every network.
  std::size_t conditions() const { return parameters_.size() + (tells_missing_energy_ ? 1 : 0); }
  /// Inputs known from the energies alone: the conditions and t_features more.
  void fill_energy(const EventEnergies& at, float* values) const { fill_energy(at, values_.data(), values); }
  /// The same for other values of the parameters than those of the phase space.
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

 private:
  ShellCoordinates coordinates_;
  double e_nu_min_, e_nu_max_;
  std::vector<Condition> parameters_;
  std::vector<double> values_;
  bool tells_missing_energy_;
  MissingEnergyRange missing_energy_;
};

}  // namespace nereus
