#include "generator/nuclear_mass.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <utility>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double atomic_mass_unit = 931.49410242;  // [MeV], CODATA 2018, as in AME2020

/// Atomic mass excess by (Z, A) [MeV]. AME2020, rounded to 0.1 keV.
const std::map<std::pair<int, int>, double>& mass_excess() {
  static const std::map<std::pair<int, int>, double> table{
      {{6, 12}, 0.0},       {{8, 16}, -4.7370},    {{18, 40}, -35.0399},
      {{20, 40}, -34.8464}, {{20, 48}, -44.2249},  {{26, 56}, -60.6072},
      {{40, 90}, -88.7726}, {{50, 132}, -76.5465}, {{82, 208}, -21.7486},
  };
  return table;
}

/// Total binding energy of Z electrons [MeV].
double electron_binding(int Z) {
  return 1e-6 * (14.4381 * std::pow(Z, 2.39) + 1.55468e-6 * std::pow(Z, 5.35));
}

}  // namespace

double nuclear_mass(const Nucleus& nucleus) {
  const auto entry = mass_excess().find({nucleus.Z, nucleus.A()});
  if (entry == mass_excess().end()) {
    std::string known;
    for (const auto& [za, excess] : mass_excess()) {
      known += (known.empty() ? "" : " ") + Nucleus{za.first, za.second - za.first}.name();
    }
    throw InputError(fmt::format("no nuclear mass for {} (the table has {})", nucleus.name(), known));
  }
  return nucleus.A() * atomic_mass_unit + entry->second - nucleus.Z * electron_mass +
         electron_binding(nucleus.Z);
}

int pdg_nucleus(int Z, int A) { return 1000000000 + 10000 * Z + 10 * A; }

}  // namespace nereus
