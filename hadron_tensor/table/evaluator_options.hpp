#pragma once
// Card section [evaluator]: how the true cross section is computed. No part of the model.

#include <string>

#include "base/options.hpp"

namespace nereus {

struct EvaluatorOptions {
  std::string kind = "tabulated";  ///< "tabulated", "direct"
  double e_nu_max_mev = 1000;      ///< tables hold all that neutrinos up to this energy reach
  double accuracy = 1e-5;          ///< of tables: rms deviation from the direct evaluator
  std::string directory;           ///< where tables are kept; empty: the user's cache directory
  void visit(FieldVisitor& visitor);
};

}  // namespace nereus
