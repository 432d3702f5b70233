#include "hadron_tensor/responses.hpp"

#include <cmath>

namespace nereus {

InclusiveResponses::InclusiveResponses(const MeanField& field, const Probe& probe, const ModelOptions& model,
                                       const PhysicalConstants& constants) {
  for (const Isospin struck : probe.struck()) {
    const auto channel = std::make_shared<const ChannelModel>(field, probe, struck, model, constants);
    for (const BoundOrbital* orbital : channel->field.occupied(struck)) {
      shells_.push_back(orbital->shell);
      transitions_.push_back(std::make_unique<ShellTransition>(channel, *orbital));
    }
  }
}

std::vector<Responses> InclusiveResponses::at(const Transfer& transfer) const {
  return at(transfer.omega, {transfer.q}).front();
}

std::vector<std::vector<Responses>> InclusiveResponses::at(double omega, const std::vector<double>& q) const {
  std::vector<std::vector<Responses>> result(q.size());
  for (const auto& transition : transitions_) {
    const std::vector<Responses> W = transition->responses(omega, transition->removal_energy(), q);
    for (std::size_t i = 0; i < q.size(); ++i) result[i].push_back(W[i]);
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
