#pragma once
// How much the weights scatter, and whether they average to one.

#include <cstdint>
#include <vector>

#include "validation/weight_sample.hpp"

namespace nereus {

/// Summary of a set of weights w. Averages are over events, each counted with its share.
/// \source PAPER.md, Definitions
struct WeightStatistics {
  std::int64_t samples = 0;
  double mean = 0, mean_error = 0;  ///< E_q[w] and its standard error
  double ress = 0, ress_error = 0;  ///< relative effective sample size (sum w)^2 / (N sum w^2)
  double max_weight = 0;
  double cap = 0;               ///< quantile c of w
  double acceptance = 0;        ///< E[min(w, c)] / c
  double overweight_share = 0;  ///< E[(w - c)+] / E[w]
};

/// \param share         how often each event counts
/// \param cap_quantile  part of the events (counted with their share) whose weight is below the cap
/// \throws InputError if there are fewer than two weights, or one is negative or not finite
WeightStatistics weight_statistics(const std::vector<double>& weight, const std::vector<double>& share,
                                   double cap_quantile);

/// Statistics of one shell, every event counted once.
WeightStatistics shell_statistics(const WeightSample& sample, std::size_t shell, double cap_quantile);

/// Statistics of the mixture of shells as nature has it.
WeightStatistics mixture_statistics(const WeightSample& sample, double cap_quantile);

/// Weights of one shell in one slice of E_nu. Their mean is 1 for an exact density and an exact sigma(E_nu).
struct EnergySlice {
  std::size_t shell = 0;
  double e_min = 0, e_max = 0;  ///< [MeV]
  std::int64_t samples = 0;
  double mean = 0, mean_error = 0;
  double ress = 0;
  double max_weight = 0;
  /// (mean - 1) / error
  double deviation() const { return mean_error > 0 ? (mean - 1) / mean_error : 0; }
};

/// Slices of `width` [MeV] from e_min on, shell by shell; those with fewer than 100 events are left out.
std::vector<EnergySlice> energy_slices(const WeightSample& sample, std::size_t shells, double e_min,
                                       double e_max, double width);

}  // namespace nereus
