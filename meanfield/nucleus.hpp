#pragma once
// Nuclei by name, and how their shells are filled.

#include <string>
#include <vector>

#include "meanfield/shell.hpp"

namespace nereus {

struct Nucleus {
  int Z = 6;
  int N = 6;
  int A() const { return Z + N; }
  /// Element symbol and mass number, "C12".
  std::string name() const;
};

/// "C12", "O16", "Ca40" ... \throws InputError for an unknown element or an impossible mass number
Nucleus parse_nucleus(const std::string& name);

/// A shell and the number of nucleons in it (equal filling: spread evenly over the 2j+1 states).
struct OccupiedShell {
  Shell shell;
  double occupation = 0;
};

/// Filling of the lowest shells in the order of the spherical shell model (1s1/2 1p3/2 1p1/2 1d5/2
/// 2s1/2 1d3/2 1f7/2 2p3/2 1f5/2 2p1/2 1g9/2 ...); the last one may be partly filled.
std::vector<OccupiedShell> fill_shells(int nucleons, Isospin isospin);

}  // namespace nereus
