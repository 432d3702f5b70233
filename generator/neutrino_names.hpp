#pragma once
// Neutrinos by name and by number.

#include <map>
#include <string>

namespace nereus {

/// PDG number by the name that cards and flux files use.
inline const std::map<std::string, int>& neutrino_numbers() {
  static const std::map<std::string, int> numbers{{"nu_e", 12},        {"nu_mu", 14},
                                                  {"nu_tau", 16},      {"anti_nu_e", -12},
                                                  {"anti_nu_mu", -14}, {"anti_nu_tau", -16}};
  return numbers;
}

/// The inverse; "electron" for anything else.
inline std::string neutrino_name(int pdg) {
  for (const auto& [name, number] : neutrino_numbers()) {
    if (number == pdg) return name;
  }
  return "electron";
}

}  // namespace nereus
