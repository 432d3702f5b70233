#include "hadron_tensor/responses.hpp"

#include <cmath>

namespace nereus {

InclusiveResponses::InclusiveResponses(const MeanField& field, const Probe& probe, const ModelOptions& model,
                                       const PhysicalConstants& constants) {
  const auto channel = std::make_shared<const ChannelModel>(field, probe, model, constants);
  for (const BoundOrbital* orbital : channel->field.occupied(probe.struck())) {
    shells_.push_back(orbital->shell);
    transitions_.push_back(std::make_unique<ShellTransition>(channel, *orbital));
  }
}

std::vector<Responses> InclusiveResponses::at(const Transfer& transfer) const {
  std::vector<Responses> result;
  for (const auto& transition : transitions_) {
    result.push_back(transition->responses(transfer.omega, {transfer.q}).front());
  }
  return result;
}

double cross_section_prefactor(const LeptonKinematics& lepton, const PhysicalConstants& constants) {
  const double coupling = constants.fermi_constant * constants.v_ud * constants.hbar_c;
  return coupling * coupling / (2 * M_PI) * lepton.k_out / lepton.k;
}

double inclusive_cross_section(const LeptonKinematics& lepton, const Responses& W, const Probe& probe,
                               const PhysicalConstants& constants) {
  const LeptonTensor L = lepton_tensor(lepton, probe.antineutrino);
  return cross_section_prefactor(lepton, constants) *
         (L.s00 * W.w00 + 2 * L.s03 * W.w03 + L.s33 * W.w33 + (L.s11 + L.s22) * W.w11 - 2 * L.a12 * W.w12);
}

}  // namespace nereus
