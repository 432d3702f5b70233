#pragma once
// What hits the nucleus.

#include <string>
#include <vector>

#include "base/constants.hpp"
#include "base/options.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

enum class Flavour { electron, muon, tau };
enum class Interaction { charged_current, electromagnetic };

/// A neutrino or antineutrino (charged current), or an electron (one photon).
struct Probe {
  Interaction interaction = Interaction::charged_current;
  Flavour flavour = Flavour::muon;
  bool antineutrino = false;
  double lepton_mass = 0;  ///< of the outgoing lepton; scattered electrons are massless [MeV]

  /// The nucleons that can be struck: neutrons by neutrinos, protons by antineutrinos, both by electrons.
  std::vector<Isospin> struck() const;
  /// The nucleon that leaves.
  Isospin outgoing(Isospin struck) const {
    return interaction == Interaction::charged_current ? partner(struck) : struck;
  }
  /// Sign of the antisymmetric part of the lepton tensor: 1 neutrinos, -1 antineutrinos, 0 unpolarised
  /// electrons.
  int helicity_sign() const;
  /// A shell's name at every edge: "1p3/2", or "p:1p3/2" where both species can be struck.
  std::string shell_label(const Shell& shell) const;
};

/// Card section [probe].
struct ProbeOptions {
  std::string particle = "nu_mu";
  void visit(FieldVisitor& visitor);
};

/// \throws InputError for an unknown particle
Probe make_probe(const ProbeOptions& options, const PhysicalConstants& constants);

/// PDG Monte Carlo numbers of the incoming and the outgoing lepton (14 and 13 for nu_mu).
int pdg_probe(const Probe& probe);
int pdg_lepton(const Probe& probe);

/// The nucleons that neutrinos or antineutrinos strike. \throws InputError for electrons, whose cross section
/// integrated over angles diverges: `what` names what was asked for
Isospin struck_by_neutrinos(const Probe& probe, const std::string& what);

}  // namespace nereus
