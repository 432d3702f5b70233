#pragma once
// How much the weights scatter, and whether they average to one.

#include <cstdint>
#include <string>
#include <vector>

namespace nereus {

/// Weights of freshly drawn events, w = d4sigma / (sigma_shell q).
struct WeightSample {
  std::vector<double> weight;
  std::vector<double> e_nu;        ///< [MeV]
  std::vector<std::size_t> shell;  ///< index
};

/// Summary of a set of weights.
/// \source PAPER.md, Definitions
struct WeightStatistics {
  std::int64_t samples = 0;
  double mean = 0, mean_error = 0;  ///< E_q[w] and its standard error
  double ress = 0, ress_error = 0;  ///< (sum w)^2 / (N sum w^2)
  double max_weight = 0;
  double cap = 0;                   ///< quantile c of w
  double acceptance = 0;            ///< E[min(w, c)] / c
  double overweight_share = 0;      ///< E[(w - c)+] / E[w]
};

/// \throws InputError if `weight` is empty, negative or not finite
WeightStatistics weight_statistics(const std::vector<double>& weight, double cap_quantile);

/// Mean weight in one slice of E_nu.
struct EnergySlice {
  std::size_t shell = 0;
  double e_min = 0, e_max = 0;  ///< [MeV]
  std::int64_t samples = 0;
  double mean = 0, mean_error = 0;
};

/// E_q[w | E_nu in slice, shell], for every shell and slice of `width` [MeV] from the lowest energy.
std::vector<EnergySlice> energy_slices(const WeightSample& sample, std::size_t shells, double width);

}  // namespace nereus
