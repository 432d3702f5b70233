#pragma once
// nereus validate --out DIR: surrogates measured side by side, as one page.

#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

struct PageRequest {
  std::vector<std::string> surrogates;  ///< files; empty: the card's
  std::string folder;                   ///< gets validation.h5 and validation.html; made if missing
  std::string command;                  ///< as typed, for the page
  bool quick = false;                   ///< smaller samples
};

/// Measures everything that PAPER.md defines, prints a summary, draws the page.
/// \throws InputError if the surrogates cover different energies, or a shell is broad; ModelMismatch if
/// events
///         do not give back the cross section; Error with exit code 1 if a limit is missed
void make_validation_page(const RunSettings& settings, const PageRequest& request, Threads threads);

}  // namespace nereus
