#pragma once
// What an output was made from: goes into every file.

#include <map>
#include <string>

namespace nereus {

struct Provenance {
  std::string card;     ///< effective run card, every default written out
  std::string version;  ///< of nereus
  /// SHA-256 by what it is of: "meanfield", "cross_section", "dataset", "surrogate" ...
  std::map<std::string, std::string> fingerprints;
  std::string evaluator;    ///< of the cross section (CrossSection::evaluator)
  std::string certificate;  ///< of its tables; empty for the direct evaluator
};

}  // namespace nereus
