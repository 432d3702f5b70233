#include "meanfield/nucleus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <regex>

#include "base/error.hpp"

namespace nereus {
namespace {

// Symbols by Z - 1.
// clang-format off
constexpr std::array<const char*, 118> symbols = {
    "H",  "He", "Li", "Be", "B",  "C",  "N",  "O",  "F",  "Ne", "Na", "Mg", "Al", "Si", "P",  "S",
    "Cl", "Ar", "K",  "Ca", "Sc", "Ti", "V",  "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge",
    "As", "Se", "Br", "Kr", "Rb", "Sr", "Y",  "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd",
    "In", "Sn", "Sb", "Te", "I",  "Xe", "Cs", "Ba", "La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd",
    "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu", "Hf", "Ta", "W",  "Re", "Os", "Ir", "Pt", "Au", "Hg",
    "Tl", "Pb", "Bi", "Po", "At", "Rn", "Fr", "Ra", "Ac", "Th", "Pa", "U",  "Np", "Pu", "Am", "Cm",
    "Bk", "Cf", "Es", "Fm", "Md", "No", "Lr", "Rf", "Db", "Sg", "Bh", "Hs", "Mt", "Ds", "Rg", "Cn",
    "Nh", "Fl", "Mc", "Lv", "Ts", "Og"};

struct LevelOrder {
  int n, l, two_j;
};
// Order of filling, so that 2 8 20 28 50 82 126 184 are closed: M. G. Mayer and J. H. D. Jensen,
// Elementary Theory of Nuclear Shell Structure (1955); between 82 and 126 the order of the holes of 207Pb.
constexpr std::array<LevelOrder, 31> filling_order = {{
    {1, 0, 1},                                                              // 2
    {1, 1, 3}, {1, 1, 1},                                                   // 8
    {1, 2, 5}, {2, 0, 1}, {1, 2, 3},                                        // 20
    {1, 3, 7},                                                              // 28
    {2, 1, 3}, {1, 3, 5}, {2, 1, 1}, {1, 4, 9},                             // 50
    {1, 4, 7}, {2, 2, 5}, {2, 2, 3}, {3, 0, 1}, {1, 5, 11},                 // 82
    {1, 5, 9}, {2, 3, 7}, {1, 6, 13}, {3, 1, 3}, {2, 3, 5}, {3, 1, 1},      // 126
    {2, 4, 9}, {1, 6, 11}, {1, 7, 15}, {3, 2, 5}, {2, 4, 7}, {4, 0, 1}, {3, 2, 3},  // 184
    {1, 7, 13}, {2, 5, 11},
}};
// clang-format on

}  // namespace

std::string Nucleus::name() const {
  if (Z < 1 || Z > static_cast<int>(symbols.size())) return fmt::format("Z{}A{}", Z, A());
  return fmt::format("{}{}", symbols[Z - 1], A());
}

Nucleus parse_nucleus(const std::string& name) {
  static const std::regex form("([A-Za-z]{1,3})([0-9]{1,3})");
  std::smatch match;
  if (!std::regex_match(name, match, form))
    throw InputError(
        fmt::format("unknown nucleus '{}' (write the element's symbol and the mass number, like C12)", name));
  const std::string symbol = match[1];
  const auto found = std::find(symbols.begin(), symbols.end(), symbol);
  if (found == symbols.end())
    throw InputError(fmt::format("unknown nucleus '{}' (no element has the symbol '{}')", name, symbol));
  Nucleus nucleus;
  nucleus.Z = static_cast<int>(found - symbols.begin()) + 1;
  nucleus.N = std::stoi(match[2]) - nucleus.Z;
  if (nucleus.N < 1)
    throw InputError(
        fmt::format("impossible nucleus '{}' ({} has {} protons; the mass number must be larger)", name,
                    symbol, nucleus.Z));
  if (nucleus.N > 3 * nucleus.Z)
    throw InputError(fmt::format("impossible nucleus '{}' ({} neutrons are not bound by {} protons)", name,
                                 nucleus.N, nucleus.Z));
  return nucleus;
}

std::vector<OccupiedShell> fill_shells(int nucleons, Isospin isospin) {
  if (nucleons < 0)
    throw InputError(fmt::format("cannot fill {} {}s (a negative number)", nucleons, name(isospin)));
  std::vector<OccupiedShell> filled;
  int left = nucleons;
  for (const LevelOrder& level : filling_order) {
    if (left == 0) break;
    const Shell shell{level.n, level.l, level.two_j, isospin};
    const int occupation = std::min(left, shell.degeneracy());
    filled.push_back({shell, static_cast<double>(occupation)});
    left -= occupation;
  }
  if (left > 0)
    throw InputError(fmt::format("cannot fill {} {}s (the table of shells holds {})", nucleons, name(isospin),
                                 nucleons - left));
  return filled;
}

}  // namespace nereus
