#include "hadron_tensor/responses.hpp"

#include <cmath>

#include "hadron_tensor/resolve_strengths.hpp"

namespace nereus {

InclusiveResponses::InclusiveResponses(const MeanField& field, const Probe& probe, const ModelOptions& model,
                                       const PhysicalConstants& constants) {
  // Strengths of both species, so that a card may name shells that this probe does not empty.
  std::vector<ShellRemovalEnergy> occupied;
  for (const BoundOrbital& orbital : field.orbitals) {
    if (orbital.occupation > 0) occupied.push_back({orbital.shell, -orbital.energy});
  }
  const std::vector<ShellStrength> strengths =
      resolve_strengths(model.missing_energy, field.nucleus, occupied);
  for (const Isospin struck : probe.struck()) {
    const auto channel = std::make_shared<const ChannelModel>(field, probe, struck, model, constants);
    for (const BoundOrbital* orbital : channel->field.occupied(struck)) {
      shells_.push_back(orbital->shell);
      std::size_t at = 0;
      while (!(occupied[at].shell == orbital->shell)) ++at;
      strengths_.push_back(strengths[at]);
      transitions_.push_back(std::make_unique<ShellTransition>(channel, *orbital));
    }
  }
}

std::vector<Responses> InclusiveResponses::at(const Transfer& transfer) const {
  return at(transfer.omega, {transfer.q}).front();
}

std::vector<std::vector<Responses>> InclusiveResponses::at(double omega, const std::vector<double>& q) const {
  std::vector<std::vector<Responses>> result(q.size());
  for (std::size_t shell = 0; shell < shells_.size(); ++shell) {
    const ShellStrength::Quadrature nodes = strengths_[shell].quadrature(strength_points, omega);
    std::vector<Responses> sum(q.size());
    for (std::size_t node = 0; node < nodes.nodes.size(); ++node) {
      const std::vector<Responses> W = transitions_[shell]->responses(omega, nodes.nodes[node], q);
      const double weight = strengths_[shell].factor() * nodes.weights[node];
      for (std::size_t i = 0; i < q.size(); ++i) sum[i].add(W[i], weight);
    }
    for (std::size_t i = 0; i < q.size(); ++i) result[i].push_back(sum[i]);
  }
  return result;
}

double cross_section_prefactor(const LeptonKinematics& lepton, const Probe& probe,
                               const PhysicalConstants& constants) {
  if (probe.interaction == Interaction::electromagnetic) {
    const double photon = constants.e2() / lepton.transfer.Q2();
    return 4 * M_PI * photon * photon * lepton.k_out / lepton.k;
  }
  const double coupling = constants.fermi_constant * constants.v_ud * constants.hbar_c;
  return coupling * coupling / (2 * M_PI) * lepton.k_out / lepton.k;
}

double inclusive_cross_section(const LeptonKinematics& lepton, const Responses& W, const Probe& probe,
                               const PhysicalConstants& constants) {
  const LeptonTensor L = lepton_tensor(lepton, probe.helicity_sign());
  return cross_section_prefactor(lepton, probe, constants) *
         (L.s00 * W.w00 + 2 * L.s03 * W.w03 + L.s33 * W.w33 + (L.s11 + L.s22) * W.w11 - 2 * L.a12 * W.w12);
}

}  // namespace nereus
