#pragma once
// Where the scatter of the weights comes from: rms of w against each variable and against the density.

#include <string>
#include <vector>

#include "validation/subject.hpp"

namespace nereus {

/// Weights of one flow in bins of one variable.
struct SpreadProfile {
  std::string variable;  ///< "omega", "theta_lepton", "theta_n", "phi_n", "e_nu", "log10_density"
  std::string unit;
  std::vector<double> edges;   ///< of the bins
  std::vector<double> events;  ///< in each bin
  std::vector<double> mean;    ///< of w
  std::vector<double> rms;     ///< sqrt of the mean of (w - 1)^2
  std::vector<double> share;   ///< of the sum of (w - 1)^2 over all events, in each bin
};

/// One flow: a shell, or a shell in one energy range of the published flow.
struct FlowSpread {
  std::string flow;  ///< "1s1/2 550-800 MeV"
  double rms = 0;    ///< of w about 1
  std::vector<SpreadProfile> profiles;
};

/// Fresh events with E_nu flat over the range of the surrogate and every shell equally often. In an overlap
/// of two energy ranges an event counts in both. \source PAPER.md, origin of the spread (the authors' talk)
std::vector<FlowSpread> spread_origin(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                      Threads threads);

}  // namespace nereus
