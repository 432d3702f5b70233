#pragma once
// A bound state in momentum space.

#include <vector>

#include "meanfield/mean_field.hpp"

namespace nereus {

/// Radial part of a bound state in momentum space, 4 pi int j_l(p r) u r dr.
/// Tabulated once: plane waves need it at millions of momenta. Immutable and thread-safe.
/// \source PHYSICS Sec. 7
class MomentumOrbital {
 public:
  MomentumOrbital(const MeanField& field, const BoundOrbital& orbital);

  /// \param p momentum [fm^-1], not negative
  /// \return [fm^{3/2}], interpolated to better than 1e-8 of its largest value
  double operator()(double p) const;
  int l() const { return l_; }

 private:
  double transform(double p) const;
  double tabulated(int i) const;

  int l_;
  double step_;                ///< radial step of the quadrature [fm]
  Eigen::ArrayXd radii_, u_;   ///< nodes of the quadrature and the orbital there
  std::vector<double> table_;  ///< at p = i * table_step
};

}  // namespace nereus
