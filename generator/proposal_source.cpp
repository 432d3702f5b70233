#include "generator/proposal_source.hpp"

#include <cmath>

namespace nereus {

std::vector<Proposal> SurrogateProposals::sample(std::size_t shell,
                                                 const std::vector<EventEnergies>& energies,
                                                 const std::vector<std::array<double, 4>>& uniforms) const {
  return surrogate_.sample(shell, energies, uniforms);
}

std::vector<Proposal> UniformProposals::sample(std::size_t, const std::vector<EventEnergies>& energies,
                                               const std::vector<std::array<double, 4>>& uniforms) const {
  constexpr double two_pi = 6.28318530717958647692;
  std::vector<Proposal> proposals(energies.size());
  for (std::size_t i = 0; i < energies.size(); ++i) {
    const auto [e_nu, missing_energy] = energies[i];
    const double omega_range = e_nu - lepton_mass_ - missing_energy;
    proposals[i].point = {e_nu,
                          missing_energy + omega_range * uniforms[i][0],
                          2 * uniforms[i][1] - 1,
                          2 * uniforms[i][2] - 1,
                          two_pi * uniforms[i][3],
                          missing_energy};
    proposals[i].log_q = -std::log(omega_range * 2 * 2 * two_pi);
  }
  return proposals;
}

}  // namespace nereus
