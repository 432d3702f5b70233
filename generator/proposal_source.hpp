#pragma once
// Who proposes configurations. The weight makes any of them right.

#include <array>
#include <cstddef>
#include <vector>

#include "hadron_tensor/cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A density q(x | E_nu, E_m, shell) with exact sampling. Immutable and thread-safe.
class ProposalSource {
 public:
  virtual ~ProposalSource() = default;
  /// Draws one configuration for each pair of energies.
  /// \param energies  E_nu and E_m [MeV]
  /// \param uniforms  4 numbers in (0,1) per event
  virtual std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                                       const std::vector<std::array<double, 4>>& uniforms) const = 0;
};

/// The trained flow. Keeps a reference.
class SurrogateProposals : public ProposalSource {
 public:
  explicit SurrogateProposals(const Surrogate& surrogate) : surrogate_(surrogate) {}
  std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                               const std::vector<std::array<double, 4>>& uniforms) const override;

 private:
  const Surrogate& surrogate_;
};

/// Uniform in omega above E_m, cos theta_l, cos theta_N and phi_N: what one would do without a surrogate.
class UniformProposals : public ProposalSource {
 public:
  explicit UniformProposals(const CrossSection& cross_section)
      : lepton_mass_(cross_section.probe().lepton_mass) {}
  std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                               const std::vector<std::array<double, 4>>& uniforms) const override;

 private:
  double lepton_mass_;
};

}  // namespace nereus
