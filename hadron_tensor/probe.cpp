#include "hadron_tensor/probe.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {

void ProbeOptions::visit(FieldVisitor& visitor) {
  visitor.field("particle", particle, "incoming neutrino (charged current), or an electron (one photon)",
                {"nu_e", "nu_mu", "nu_tau", "anti_nu_e", "anti_nu_mu", "anti_nu_tau", "electron"});
}

std::vector<Isospin> Probe::struck() const {
  if (interaction == Interaction::electromagnetic) return {Isospin::proton, Isospin::neutron};
  return {antineutrino ? Isospin::proton : Isospin::neutron};
}

int Probe::helicity_sign() const {
  if (interaction == Interaction::electromagnetic) return 0;
  return antineutrino ? -1 : 1;
}

std::string Probe::shell_label(const Shell& shell) const {
  if (interaction == Interaction::charged_current) return label(shell);
  return (shell.isospin == Isospin::proton ? "p:" : "n:") + label(shell);
}

Probe make_probe(const ProbeOptions& options, const PhysicalConstants& constants) {
  std::string particle = options.particle;
  Probe probe;
  if (particle == "electron") {
    probe.interaction = Interaction::electromagnetic;
    probe.flavour = Flavour::electron;
    return probe;
  }
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
    throw InputError(fmt::format("unknown particle '{}' (known: nu_e nu_mu nu_tau, anti_nu_..., electron)",
                                 options.particle));
  }
  return probe;
}

int pdg_probe(const Probe& probe) {
  if (probe.interaction == Interaction::electromagnetic) return 11;
  const int particle = probe.flavour == Flavour::electron ? 12 : probe.flavour == Flavour::muon ? 14 : 16;
  return probe.antineutrino ? -particle : particle;
}

int pdg_lepton(const Probe& probe) {
  if (probe.interaction == Interaction::electromagnetic) return 11;
  return pdg_probe(probe) > 0 ? pdg_probe(probe) - 1 : pdg_probe(probe) + 1;
}

Isospin struck_by_neutrinos(const Probe& probe, const std::string& what) {
  if (probe.interaction == Interaction::electromagnetic) {
    throw InputError(what + " for electrons (their cross section diverges at Q2 = 0); " +
                     "use xsec, responses or electron-data, or another probe.particle");
  }
  return probe.struck().front();
}

}  // namespace nereus
