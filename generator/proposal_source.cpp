#include "generator/proposal_source.hpp"

#include <cmath>

namespace nereus {

std::vector<Proposal> SurrogateProposals::sample(std::size_t shell, const std::vector<double>& e_nu,
                                                 const std::vector<std::array<double, 4>>& uniforms) const {
  return surrogate_.sample(shell, e_nu, uniforms);
}

UniformProposals::UniformProposals(const CrossSection& cross_section)
    : lepton_mass_(cross_section.probe().lepton_mass) {
  for (std::size_t shell = 0; shell < cross_section.shells().size(); ++shell) {
    removal_energies_.push_back(cross_section.removal_energy(shell));
  }
}

std::vector<Proposal> UniformProposals::sample(std::size_t shell, const std::vector<double>& e_nu,
                                               const std::vector<std::array<double, 4>>& uniforms) const {
  constexpr double two_pi = 6.28318530717958647692;
  std::vector<Proposal> proposals(e_nu.size());
  for (std::size_t i = 0; i < e_nu.size(); ++i) {
    const double omega_min = removal_energies_[shell];
    const double omega_range = e_nu[i] - lepton_mass_ - omega_min;
    proposals[i].point = {e_nu[i], omega_min + omega_range * uniforms[i][0], 2 * uniforms[i][1] - 1,
                          2 * uniforms[i][2] - 1, two_pi * uniforms[i][3]};
    proposals[i].log_q = -std::log(omega_range * 2 * 2 * two_pi);
  }
  return proposals;
}

}  // namespace nereus
