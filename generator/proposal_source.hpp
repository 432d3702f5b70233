#pragma once
// Who proposes configurations. The weight makes any of them right.

#include <array>
#include <cstddef>
#include <vector>

#include "hadron_tensor/cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A density q(x | E_nu, shell) with exact sampling. Immutable and thread-safe.
class ProposalSource {
 public:
  virtual ~ProposalSource() = default;
  /// Draws one configuration for each energy.
  /// \param e_nu      [MeV]
  /// \param uniforms  4 numbers in (0,1) per event
  virtual std::vector<Proposal> sample(std::size_t shell, const std::vector<double>& e_nu,
                                       const std::vector<std::array<double, 4>>& uniforms) const = 0;
};

/// The trained flow. Keeps a reference.
class SurrogateProposals : public ProposalSource {
 public:
  explicit SurrogateProposals(const Surrogate& surrogate) : surrogate_(surrogate) {}
  std::vector<Proposal> sample(std::size_t shell, const std::vector<double>& e_nu,
                               const std::vector<std::array<double, 4>>& uniforms) const override;

 private:
  const Surrogate& surrogate_;
};

/// Uniform in omega, cos theta_l, cos theta_N and phi_N: what one would do without a surrogate.
class UniformProposals : public ProposalSource {
 public:
  explicit UniformProposals(const CrossSection& cross_section);
  std::vector<Proposal> sample(std::size_t shell, const std::vector<double>& e_nu,
                               const std::vector<std::array<double, 4>>& uniforms) const override;

 private:
  std::vector<double> removal_energies_;
  double lepton_mass_ = 0;
};

}  // namespace nereus
