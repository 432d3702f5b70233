#pragma once
// Single-particle shells of a spherical nucleus.

#include <string>

namespace nereus {

enum class Isospin { neutron, proton };

/// The other nucleon.
inline Isospin partner(Isospin isospin) {
  return isospin == Isospin::neutron ? Isospin::proton : Isospin::neutron;
}
/// "neutron" or "proton".
const char* name(Isospin isospin);

/// Quantum numbers of a shell. n counts from 1 in each (l, j): 1s1/2, 1p3/2, 2s1/2.
struct Shell {
  int n = 1;
  int l = 0;
  int two_j = 1;
  Isospin isospin = Isospin::neutron;

  int degeneracy() const { return two_j + 1; }
  /// Relativistic angular quantum number: -(l+1) for j = l + 1/2, +l for j = l - 1/2.
  int kappa() const { return two_j == 2 * l + 1 ? -(l + 1) : l; }
  /// <sigma . l> = l for j = l + 1/2, -(l+1) for j = l - 1/2.
  double sigma_dot_l() const { return two_j == 2 * l + 1 ? l : -(l + 1.0); }
};

bool operator==(const Shell& a, const Shell& b);

/// Spectroscopic label, "1p3/2".
std::string label(const Shell& shell);
/// \throws InputError if the text is not a label like "1p3/2"
Shell parse_shell(const std::string& text, Isospin isospin);

}  // namespace nereus
