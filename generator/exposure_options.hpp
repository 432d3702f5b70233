#pragma once
// What an experiment exposes to its beam.

#include "base/options.hpp"

namespace nereus {

/// Part of card section [generate]: asks for an event count. It changes no event.
struct ExposureOptions {
  double pot = 0;            ///< protons on target; 0: no count
  double target_mass_t = 0;  ///< of the nuclei of the card alone [t]
  void visit(FieldVisitor& visitor);

  bool is_asked() const { return pot > 0 || target_mass_t > 0; }
};

}  // namespace nereus
