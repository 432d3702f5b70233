#pragma once
// One occupied shell and the nucleon knocked out of it, at one (T, q).

#include <memory>
#include <mutex>

#include "hadron_tensor/continuum_waves.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/current.hpp"
#include "hadron_tensor/form_factors.hpp"
#include "hadron_tensor/momentum_orbital.hpp"
#include "hadron_tensor/operator_responses.hpp"
#include "hadron_tensor/reduced_amplitudes.hpp"
#include "hadron_tensor/structure_functions.hpp"

namespace nereus {

enum class FinalState { distorted, plane_wave, plane_wave_consistent };
/// \throws InputError for an unknown name
FinalState parse_final_state(const std::string& name);

/// What all shells of one channel share: the mean field, the continuum and the currents' inputs.
struct ChannelModel {
  /// \param struck  the nucleon that the probe strikes
  ChannelModel(const MeanField& field, const Probe& probe, Isospin struck, const ModelOptions& model,
               const PhysicalConstants& constants);

  MeanField field;
  Isospin struck, outgoing;
  Interaction interaction;
  ModelOptions model;
  PhysicalConstants constants;
  FinalState final_state;
  AxialCharge axial_charge;
  NucleonFormFactors form_factors;
  ContinuumSolver continuum;  ///< of the outgoing nucleon

  CurrentOperator current(const Transfer& transfer) const;
};

/// Hadron tensor and responses of one shell. The amplitudes depend on T and q alone; omega = T + E_m enters
/// with the current, for any missing energy E_m. Immutable and thread-safe.
class ShellTransition {
 public:
  ShellTransition(std::shared_ptr<const ChannelModel> channel, const BoundOrbital& hole);

  const Shell& shell() const { return hole_.shell; }
  /// Removal energy of the mean field: minus the single-particle energy [MeV].
  double removal_energy() const { return -hole_.energy; }

  /// H^{mu nu} at phi_N = 0, summed over spins, actual occupation.
  /// \param missing_energy  omega - T [MeV]
  /// \return 4 x 4 Hermitian, indices (0, x, y, z) [MeV^-1 sr^-1]; zero for T <= 0
  HadronTensor hadron_tensor(const Transfer& transfer, double missing_energy, double cos_theta_n) const;
  /// The same for several directions, which share waves and integrals.
  std::vector<HadronTensor> hadron_tensors(const Transfer& transfer, double missing_energy,
                                           const std::vector<double>& cos_theta_n) const;

  /// One momentum transfer q [MeV] and some directions of the nucleon.
  struct Directions {
    double q = 0;
    std::vector<double> cos_theta_n;
  };
  /// M^O(m_a, s) at phi_N = 0 of a full shell for each of several q and directions, which share the waves:
  /// [q][direction]; for T > lowest_energy().
  std::vector<std::vector<SpinAmplitudes>> spin_amplitudes(double kinetic_energy,
                                                           const std::vector<Directions>& transfers) const;
  /// What turns sum |M|^2 into the hadron tensor: density of states times occupation/(2j+1)
  /// [MeV^-1 fm^-3 sr^-1].
  double density(double kinetic_energy) const { return occupied_ * density_of_states(kinetic_energy); }
  /// Kinetic energy up to which nothing comes out: 0, or where the Coulomb barrier is closed [MeV].
  double lowest_energy() const;

  /// Bilinears of the operators at several momentum transfers q [MeV], which share the waves.
  std::vector<OperatorResponses> operator_responses(double kinetic_energy,
                                                    const std::vector<double>& q) const;
  /// Responses at several q [MeV] and one omega; T = omega - missing_energy.
  std::vector<Responses> responses(double omega, double missing_energy, const std::vector<double>& q) const;

  /// Bilinears of one partial wave, whatever its normalisation, summed over spins, actual occupation: no
  /// density of states. \param partial_wave  see partial_wave_index; \param q [MeV]
  std::vector<OperatorResponses> wave_responses(const ContinuumWaves& waves, int partial_wave,
                                                const std::vector<double>& q) const;

  const ChannelModel& channel() const { return *channel_; }

 private:
  bool open(double kinetic_energy) const { return kinetic_energy > lowest_energy(); }
  bool needs_partial_waves() const;
  std::shared_ptr<const TransitionGeometry> geometry(int l_max) const;
  ContinuumWaves waves(double kinetic_energy, double q_max) const;
  void add_wave(const ReducedAmplitudes& A, Eigen::Index partial_wave, double weight,
                OperatorResponses& sum) const;
  ReducedAmplitudes reduced(const TransitionGeometry& geometry, const ContinuumWaves& waves, double q) const;
  double density_of_states(double kinetic_energy) const;
  double plane_wave_number(double kinetic_energy) const;
  OperatorResponses closed_form_responses(double kinetic_energy, double q) const;

  std::shared_ptr<const ChannelModel> channel_;
  const BoundOrbital& hole_;
  double occupied_;                                          ///< occupation/(2j+1)
  std::unique_ptr<const MomentumOrbital> momentum_orbital_;  ///< closed form of plane waves only
  mutable std::mutex geometry_mutex_;
  mutable std::shared_ptr<const TransitionGeometry> geometry_;
};

}  // namespace nereus
