#pragma once
// A trained flow per shell: proposes events about as often as nature does.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hadron_tensor/cross_section.hpp"
#include "surrogate/phase_space.hpp"
#include "surrogate/surrogate_parts.hpp"

namespace nereus {

/// One proposed configuration and the density it was drawn with.
struct Proposal {
  PhasePoint point;  ///< its missing energy is set
  /// ln q(omega, cos_theta_l, cos_theta_n, phi_n | E_nu, E_m, shell) [MeV^-1 sr^-1]: weights truth/q average
  /// to one. Of the published flow: at the branches that were drawn (published/published_density.hpp).
  double log_q = 0;
  /// False where the published flow has left phase space: the truth is zero, the point lies on the edge.
  bool inside = true;
};

/// Conditional density q(x | E_nu, E_m, shell) with exact sampling and exact density. Immutable and
/// thread-safe; no LibTorch.
///
/// It is trained at the removal energy of each shell, the centre of its strength, and proposes at every
/// missing energy E_m: the amplitude depends on (T, q) only, so the flow is moved in omega with T kept, and
/// its coordinates end where the phase space of that E_m ends. The networks learn of E_m by those ends alone.
class Surrogate {
 public:
  /// A good number of events per call; results do not depend on what else is in a call.
  static constexpr std::size_t block_size = 256;

  /// \throws FileError if missing or damaged
  static Surrogate read(const std::string& path);
  void write(const std::string& path) const;
  /// Flow with random weights: the coordinates alone (for tests and as a start of training).
  static Surrogate untrained(const PhaseSpaceModel& phase_space, std::uint64_t seed);
  static Surrogate untrained(const PhaseSpaceModel& phase_space, std::uint64_t seed, const FlowOptions& flow);
  /// \throws InputError if the parts do not fit together
  static Surrogate assemble(SurrogateParts parts);

  /// The same flow in the phase space of another cross section (thresholds, masses): it lives in coordinates
  /// of the unit cube, so it covers all of it, whatever model it was trained on.
  /// \param parameter_values  of the conditions in that model (parameter_values()); empty: their centres
  /// \param trained_on_it     the caller knows the cross section as one of the box this was trained for
  /// \throws ModelMismatch if the cross section has other shells
  Surrogate set_up_for(const CrossSection& cross_section, std::vector<double> parameter_values = {},
                       bool trained_on_it = false) const;

  ~Surrogate();
  Surrogate(Surrogate&&) noexcept;
  Surrogate& operator=(Surrogate&&) noexcept;

  double e_nu_min() const;  ///< [MeV]
  double e_nu_max() const;  ///< [MeV]
  const std::vector<Shell>& shells() const;
  /// Fingerprint of the cross section it was trained on.
  const std::string& model_fingerprint() const;
  /// Whether it follows this cross section without weights: it was trained on it, or on a box that has it.
  bool is_trained_on(const CrossSection& cross_section) const;
  /// SHA-256 of all weights and settings.
  const std::string& fingerprint() const;
  /// Weights, settings and training history.
  const SurrogateParts& parts() const;

  /// Draws one event for each pair of energies.
  /// \param shell    index into shells()
  /// \param energies E_nu inside [e_nu_min, e_nu_max], E_m below E_nu - m_l [MeV]
  /// \param uniforms 4 numbers in (0,1) per event
  /// \return proposals. Nereus flow: log_density at their points gives exactly their log_q. Published flow:
  ///         log_q is of the branch that was drawn, log_density sums the branches
  /// \throws InputError for an unknown shell, an energy outside the range, an E_m that leaves no room
  std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                               const std::vector<std::array<double, 4>>& uniforms) const;
  /// ln q at given points [MeV^-1 sr^-1]; -infinity outside phase space. Points without a missing energy lie
  /// at the shell's removal energy.
  std::vector<double> log_density(std::size_t shell, const std::vector<PhasePoint>& points) const;

 private:
  struct State;
  explicit Surrogate(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace nereus
