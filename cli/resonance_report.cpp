#include "cli/resonance_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace nereus {

std::vector<Resonance> all_resonances(const MeanField& field, const PhysicalConstants& constants) {
  std::vector<Resonance> all;
  for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    const auto found = find_resonances(RadialEquation(field, isospin, constants));
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

void print_resonances(const std::vector<Resonance>& resonances) {
  fmt::print("resonances of the outgoing nucleon: kinetic energy T, width\n");
  for (const Resonance& resonance : resonances) {
    fmt::print(
        "{:8} {:6} {:10.4f} MeV  {:>9} MeV{}\n", name(resonance.shell.isospin), label(resonance.shell),
        resonance.kinetic_energy, resonance.width > 0 ? fmt::format("{:.3g}", resonance.width) : "< 1e-30",
        resonance.quasi_bound() ? "  quasi-bound: a discrete excitation, not part of the continuum" : "");
  }
  if (resonances.empty()) fmt::print("none\n");
}

std::string with_resonances(const std::string& ground_state_json, const std::vector<Resonance>& resonances) {
  auto json = nlohmann::ordered_json::parse(ground_state_json);
  auto& lists = json["resonances"];
  lists = {{"n", nlohmann::ordered_json::array()}, {"p", nlohmann::ordered_json::array()}};
  for (const Resonance& resonance : resonances) {
    lists[resonance.shell.isospin == Isospin::neutron ? "n" : "p"].push_back(
        {{"label", label(resonance.shell)},
         {"n", resonance.shell.n},
         {"l", resonance.shell.l},
         {"two_j", resonance.shell.two_j},
         {"kinetic_energy_mev", resonance.kinetic_energy},
         {"width_mev", resonance.width},
         {"quasi_bound", resonance.quasi_bound()}});
  }
  return json.dump(2) + "\n";
}

}  // namespace nereus
