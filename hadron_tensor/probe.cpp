#include "hadron_tensor/probe.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {

void ProbeOptions::visit(FieldVisitor& visitor) {
  visitor.field("particle", particle, "incoming neutrino (charged current)",
                {"nu_e", "nu_mu", "nu_tau", "anti_nu_e", "anti_nu_mu", "anti_nu_tau"});
}

Probe make_probe(const ProbeOptions& options, const PhysicalConstants& constants) {
  std::string particle = options.particle;
  Probe probe;
  if (particle.rfind("anti_", 0) == 0) {
    probe.antineutrino = true;
    particle = particle.substr(5);
  }
  if (particle == "nu_e") {
    probe.flavour = Flavour::electron;
    probe.lepton_mass = constants.electron_mass;
  } else if (particle == "nu_mu") {
    probe.flavour = Flavour::muon;
    probe.lepton_mass = constants.muon_mass;
  } else if (particle == "nu_tau") {
    probe.flavour = Flavour::tau;
    probe.lepton_mass = constants.tau_mass;
  } else {
    throw InputError(
        fmt::format("unknown particle '{}' (known: nu_e nu_mu nu_tau and anti_nu_...)", options.particle));
  }
  return probe;
}

int pdg_neutrino(const Probe& probe) {
  const int particle = probe.flavour == Flavour::electron ? 12 : probe.flavour == Flavour::muon ? 14 : 16;
  return probe.antineutrino ? -particle : particle;
}

int pdg_lepton(const Probe& probe) {
  return pdg_neutrino(probe) > 0 ? pdg_neutrino(probe) - 1 : pdg_neutrino(probe) + 1;
}

}  // namespace nereus
