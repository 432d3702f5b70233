#pragma once
// Proposals that are bad on purpose, and proposals that lie about their density.

#include <algorithm>
#include <cmath>

#include "generator/proposal_source.hpp"

namespace nereus::test {

/// How the density of a bad flow is reported.
enum class Report {
  honest,            ///< exactly: only inefficient
  without_jacobian,  ///< the change of variables left out
  cut_support        ///< 5 % of the azimuth are never proposed; elsewhere the density is right
};

/// A surrogate fed with v = u^3 instead of u: piles its events up at one end of every coordinate. With the
/// right Jacobian the weights are exact and bounded by 3^4 times those of the surrogate.
class PiledUpProposals : public ProposalSource {
 public:
  PiledUpProposals(const Surrogate& surrogate, Report report) : surrogate_(surrogate), report_(report) {}

  std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                               const std::vector<std::array<double, 4>>& uniforms) const override {
    std::vector<std::array<double, 4>> piled = uniforms;
    std::vector<double> log_density(uniforms.size(), 0.0);  // of the piled numbers in the unit cube
    for (std::size_t i = 0; i < uniforms.size(); ++i) {
      if (report_ == Report::cut_support) {
        piled[i][3] *= 0.95;
        log_density[i] = -std::log(0.95);
        continue;
      }
      for (double& u : piled[i]) {
        log_density[i] -= std::log(3 * u * u);
        u = std::max(u * u * u, 1e-300);
      }
    }
    std::vector<Proposal> proposals = surrogate_.sample(shell, energies, piled);
    for (std::size_t i = 0; i < proposals.size(); ++i) {
      if (report_ != Report::without_jacobian) proposals[i].log_q += log_density[i];
    }
    return proposals;
  }

 private:
  const Surrogate& surrogate_;
  Report report_;
};

}  // namespace nereus::test
