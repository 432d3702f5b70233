#pragma once
// MNLL and RMS_z: can histograms of the flow be told from histograms of the truth?

#include <string>
#include <vector>

#include "validation/likelihood_bins.hpp"
#include "validation/subject.hpp"

namespace nereus {

/// Sizes of the samples. \source PAPER.md, MNLL
struct LikelihoodSamples {
  std::int64_t events = 100000;       ///< N of a histogram
  std::int64_t reference = 10000000;  ///< weighted events that the probabilities are taken from
  std::int64_t repetitions = 100;     ///< of a histogram
};

/// The truth of one shell at one energy: what every flow is held against.
struct LikelihoodReference {
  double e_nu = 0;  ///< [MeV]
  std::size_t shell = 0;
  LikelihoodBins bins;
  ReferenceHistogram histogram;
  double acceptance = 0;              ///< of the accept-reject
  std::vector<double> accept_reject;  ///< MNLL of each repetition of unbiased accept-reject
};

/// References of every shell at E_nu = 200, 300 ... 1000 MeV, as far as the surrogate goes. Its weighted
/// proposals are the truth's events, whichever surrogate it is. Accept-reject has its cap at the 99.99 %
/// quantile; the few events above it keep their weight.
/// \param directory  where finished energies wait for the next start after a kill; empty: nowhere. The caller
///                   removes it \throws ConvergenceError if the surrogate is too poor for accept-reject
std::vector<LikelihoodReference> likelihood_references(const Subject& subject,
                                                       const LikelihoodSamples& samples, std::uint64_t seed,
                                                       Threads threads, const std::string& directory = "");

/// MNLL of a flow's own events, mode "emulate", beside those of the truth.
struct LikelihoodSpread {
  struct Row {
    double e_nu = 0;  ///< [MeV]
    std::size_t shell = 0;
    std::size_t bins = 0, merged = 0;
    double accept_reject_mean = 0, accept_reject_sigma = 0;  ///< over the repetitions
    double flow_mean = 0, flow_sigma = 0;
    /// (mean of the flow - mean of accept-reject) / sigma of accept-reject
    double z() const { return (flow_mean - accept_reject_mean) / accept_reject_sigma; }
  };
  std::vector<Row> rows;
  std::vector<double> rms_z;  ///< of each shell, over its energies
  double noise_floor = 0;     ///< RMS_z that the truth itself would have: sqrt(2 / repetitions)
};

/// \param directory  as for the references; not the same one
LikelihoodSpread likelihood_spread(const Subject& subject, const std::vector<LikelihoodReference>& references,
                                   const LikelihoodSamples& samples, std::uint64_t seed, Threads threads,
                                   const std::string& directory = "");

}  // namespace nereus
