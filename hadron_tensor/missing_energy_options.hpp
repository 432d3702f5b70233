#pragma once
// Where in missing energy the strength of each shell lies.

#include <string>

#include "base/options.hpp"

namespace nereus {

/// Keys of card section [model]. The tables go by shell, "1p3/2", or by shell and species, "n:1p3/2" and
/// "p:1p3/2"; the entry with the species wins. A shell that a table does not name keeps the default.
struct MissingEnergyOptions {
  WordOrTable removal_energy = {"model", {}};       ///< "model", "experimental" or a table [MeV]
  WordOrTable width = {"none", {}};                 ///< "none", "experimental" or a table of FWHM [MeV]
  std::string line_shape = "delta";                 ///< "delta", "gaussian", "lorentzian"
  WordOrTable spectroscopic_factor = {"full", {}};  ///< "full" or a table
  void visit(FieldVisitor& visitor);
};

}  // namespace nereus
