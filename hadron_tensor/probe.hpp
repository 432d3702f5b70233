#pragma once
// What hits the nucleus.

#include <string>

#include "base/constants.hpp"
#include "base/options.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

enum class Flavour { electron, muon, tau };

/// Charged-current probe.
struct Probe {
  Flavour flavour = Flavour::muon;
  bool antineutrino = false;
  double lepton_mass = 0;  ///< mass of the outgoing charged lepton [MeV]

  /// The nucleon that is struck: neutrons by neutrinos, protons by antineutrinos.
  Isospin struck() const { return antineutrino ? Isospin::proton : Isospin::neutron; }
  Isospin outgoing() const { return partner(struck()); }
};

/// Card section [probe].
struct ProbeOptions {
  std::string particle = "nu_mu";
  void visit(FieldVisitor& visitor);
};

/// \throws InputError for an unknown particle
Probe make_probe(const ProbeOptions& options, const PhysicalConstants& constants);

/// PDG Monte Carlo numbers of the incoming neutrino and the outgoing lepton (14 and 13 for nu_mu).
int pdg_neutrino(const Probe& probe);
int pdg_lepton(const Probe& probe);

}  // namespace nereus
