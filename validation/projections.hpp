#pragma once
// One- and two-dimensional projections of truth and surrogate at one energy.

#include <string>
#include <vector>

#include "validation/subject.hpp"

namespace nereus {

/// Equal bins of one variable.
struct ProjectionAxis {
  std::string variable;  ///< "omega" [MeV], "cos_theta_lepton", "cos_theta_n", "phi_n" [degrees]
  std::vector<double> edges;
};

/// Fractions of the events in the bins of one or two axes; two: the second axis runs fastest.
struct Projection {
  std::vector<std::size_t> axes;  ///< indices into ProjectionSet::axes, one or two
  std::vector<double> truth, truth_error;
  std::vector<double> surrogate, surrogate_error;
};

/// All projections of one shell at one energy: four of one dimension, six of two.
struct ProjectionSet {
  std::string shell;
  double e_nu = 0;  ///< [MeV]
  std::vector<ProjectionAxis> axes;
  std::vector<Projection> projections;
};

/// At 200 MeV the last shell (1p3/2 of 12C), at 700 MeV the first one (1s1/2), or the nearest energies that
/// the surrogate has. Truth are weighted proposals, surrogate the same proposals without their weights: the
/// two fluctuate alike, and the errors are those of each alone. \source PAPER.md, Figures
std::vector<ProjectionSet> projections(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                       Threads threads);

}  // namespace nereus
