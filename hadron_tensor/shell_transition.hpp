#pragma once
// One occupied shell and the nucleon knocked out of it, at one (T, q).

#include <memory>
#include <mutex>

#include "hadron_tensor/continuum_waves.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/current.hpp"
#include "hadron_tensor/form_factors.hpp"
#include "hadron_tensor/momentum_orbital.hpp"
#include "hadron_tensor/reduced_amplitudes.hpp"
#include "hadron_tensor/structure_functions.hpp"

namespace nereus {

enum class FinalState { distorted, plane_wave, plane_wave_consistent };
/// \throws InputError for an unknown name
FinalState parse_final_state(const std::string& name);

/// Five responses of one shell, actual occupation [MeV^-1]: |J0|^2, Re J0 Jz*, (|J+|^2 + |J-|^2)/2,
/// (|J+|^2 - |J-|^2)/2, |Jz|^2 summed over spins and integrated over the nucleon's direction.
/// \source PHYSICS Sec. 6
struct Responses {
  double w00 = 0, w03 = 0, w11 = 0, w12 = 0, w33 = 0;
};

/// What all shells of one channel share: the mean field, the continuum and the currents' inputs.
struct ChannelModel {
  ChannelModel(const MeanField& field, const Probe& probe, const ModelOptions& model,
               const PhysicalConstants& constants);

  MeanField field;
  Probe probe;
  ModelOptions model;
  PhysicalConstants constants;
  FinalState final_state;
  AxialCharge axial_charge;
  NucleonFormFactors form_factors;
  ContinuumSolver continuum;  ///< of the outgoing nucleon

  CurrentOperator current(const Transfer& transfer) const;
};

/// Hadron tensor and responses of one shell. Immutable and thread-safe.
class ShellTransition {
 public:
  ShellTransition(std::shared_ptr<const ChannelModel> channel, const BoundOrbital& hole);

  const Shell& shell() const { return hole_.shell; }
  double removal_energy() const { return -hole_.energy; }  ///< [MeV]

  /// H^{mu nu} at phi_N = 0, summed over spins, actual occupation.
  /// \param transfer omega above the removal energy [MeV]
  /// \return 4 x 4 Hermitian, indices (0, x, y, z) [MeV^-1 sr^-1]; zero at or below threshold
  HadronTensor hadron_tensor(const Transfer& transfer, double cos_theta_n) const;

  /// Responses at several momentum transfers q [MeV] and one omega: the waves are shared.
  std::vector<Responses> responses(double omega, const std::vector<double>& q) const;

 private:
  std::shared_ptr<const TransitionGeometry> geometry(int l_max) const;
  SpinAmplitudes amplitudes(double kinetic_energy, double q, double cos_theta_n) const;
  double density_of_states(double kinetic_energy) const;
  double plane_wave_number(double kinetic_energy) const;
  std::vector<Responses> distorted_responses(double omega, const std::vector<double>& q) const;
  Responses plane_wave_responses(const Transfer& transfer) const;

  std::shared_ptr<const ChannelModel> channel_;
  const BoundOrbital& hole_;
  double occupied_;                                          ///< occupation/(2j+1)
  std::unique_ptr<const MomentumOrbital> momentum_orbital_;  ///< plane waves only
  mutable std::mutex geometry_mutex_;
  mutable std::shared_ptr<const TransitionGeometry> geometry_;
};

}  // namespace nereus
