#include "meanfield/shell.hpp"

#include <fmt/format.h>

#include <regex>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr const char* orbital_letters = "spdfghijklmnoqrtuv";

}  // namespace

const char* name(Isospin isospin) { return isospin == Isospin::neutron ? "neutron" : "proton"; }

bool operator==(const Shell& a, const Shell& b) {
  return a.n == b.n && a.l == b.l && a.two_j == b.two_j && a.isospin == b.isospin;
}

std::string label(const Shell& shell) {
  return fmt::format("{}{}{}/2", shell.n, orbital_letters[shell.l], shell.two_j);
}

Shell parse_shell(const std::string& text, Isospin isospin) {
  static const std::regex form("([1-9])([a-z])([1-9][0-9]?)/2");
  std::smatch match;
  const std::string rule = "a shell is written like 1p3/2 (n from 1, letter of l, j)";
  if (!std::regex_match(text, match, form))
    throw InputError(fmt::format("unknown shell '{}' ({})", text, rule));
  const std::size_t l = std::string(orbital_letters).find(match[2].str());
  if (l == std::string::npos)
    throw InputError(
        fmt::format("unknown shell '{}' ({} is no letter of l; {})", text, match[2].str(), rule));
  Shell shell;
  shell.n = std::stoi(match[1]);
  shell.l = static_cast<int>(l);
  shell.two_j = std::stoi(match[3]);
  shell.isospin = isospin;
  if (shell.two_j != 2 * shell.l + 1 && shell.two_j != 2 * shell.l - 1)
    throw InputError(fmt::format("unknown shell '{}' (j must be l + 1/2 or l - 1/2)", text));
  return shell;
}

}  // namespace nereus
