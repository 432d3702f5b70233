#pragma once
// Architecture of the published flow, part of card section [flow].

#include <cstdint>
#include <string>
#include <vector>

#include "base/options.hpp"

namespace nereus {

/// The system of El Baz et al., arXiv:2502.14452: masked autoregressive flows of rational-quadratic splines.
struct PublishedOptions {
  std::string size = "S";    ///< "S": 10 steps x 256 hidden units, "M": 10 x 512, "L": 25 x 512, "custom"
  std::int64_t steps = 2;    ///< of size "custom"
  std::int64_t hidden = 16;  ///< of size "custom"
  std::int64_t bins = 10;    ///< K of every spline; inferred from the size of the published files
  /// Energies of the models of a shell, lowest and highest of one after the other [MeV]; chosen.
  std::vector<double> ranges_mev = {200, 400, 350, 600, 550, 800, 750, 1000};
  void visit(FieldVisitor& visitor);
};

}  // namespace nereus
