#pragma once
// The truth that training data are made from: one model, or a box of them.

#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "surrogate/conditions.hpp"

namespace nereus {

/// Cross sections that differ in the parameters a flow is told of.
class ModelFamily {
 public:
  virtual ~ModelFamily() = default;
  /// The member at the centre of the box.
  virtual const CrossSection& centre() const = 0;
  /// Terms of p = d4sigma/sigma(E_nu) [MeV^-1 sr^-1] of a shell at points, in the member of these parameter
  /// values. Points with a missing energy are those of a narrow shell there, sigma too.
  virtual std::vector<AzimuthalTerms> density(std::size_t shell, const std::vector<double>& parameters,
                                              const std::vector<PhasePoint>& points,
                                              Threads threads) const = 0;
};

}  // namespace nereus
