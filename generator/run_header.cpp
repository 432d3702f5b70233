#include "generator/run_header.hpp"

#include "generator/nuclear_mass.hpp"

namespace nereus {

RunHeader make_run_header(const CrossSection& cross_section) {
  const Nucleus& target = cross_section.nucleus();
  const Probe& probe = cross_section.probe();
  const Isospin struck = struck_by_neutrinos(probe, "no events");
  const bool proton_out = probe.outgoing(struck) == Isospin::proton;
  RunHeader header;
  header.nucleus = target.name();
  header.pdg.neutrino = pdg_probe(probe);
  header.pdg.target = pdg_nucleus(target.Z, target.A());
  header.pdg.lepton = pdg_lepton(probe);
  header.pdg.nucleon = proton_out ? 2212 : 2112;
  header.pdg.residual = pdg_nucleus(target.Z - (struck == Isospin::proton ? 1 : 0), target.A() - 1);
  header.masses = {nuclear_mass(target), probe.lepton_mass, proton_out ? proton_mass : neutron_mass};
  for (std::size_t shell = 0; shell < cross_section.shells().size(); ++shell) {
    const ShellStrength& strength = cross_section.strength(shell);
    header.shells.push_back({label(cross_section.shells()[shell]), strength.centre(), strength.fwhm(),
                             strength.threshold(), strength.factor()});
  }
  return header;
}

}  // namespace nereus
