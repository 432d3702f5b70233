#include "validation/effective_sample_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"
#include "generator/weight_summary.hpp"

namespace nereus {
namespace {

double square(double x) { return x * x; }

/// Weight below which a part `quantile` of the events lies, each counted with its share.
double weighted_quantile(const std::vector<double>& weight, const std::vector<double>& share,
                         double quantile) {
  std::vector<std::size_t> order(weight.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weight[a] < weight[b]; });
  double below = quantile * std::accumulate(share.begin(), share.end(), 0.0);
  for (const std::size_t i : order) {
    below -= share[i];
    if (below <= 0) return weight[i];
  }
  return weight[order.back()];
}

}  // namespace

WeightStatistics weight_statistics(const std::vector<double>& weight, const std::vector<double>& share,
                                   double cap_quantile) {
  if (weight.size() < 2) throw InputError("weights have no statistics (there are fewer than two)");
  for (const double w : weight) {
    if (!std::isfinite(w) || w < 0) {
      throw InputError(fmt::format("a weight is {} (weights must be finite and not negative)", w));
    }
  }
  const auto n = static_cast<double>(weight.size());
  double m = 0, mw = 0, mww = 0;  // averages of share, share x w, share x w^2
  for (std::size_t i = 0; i < weight.size(); ++i) {
    m += share[i] / n;
    mw += share[i] * weight[i] / n;
    mww += share[i] * square(weight[i]) / n;
  }
  WeightStatistics statistics;
  statistics.samples = static_cast<std::int64_t>(weight.size());
  statistics.max_weight = *std::max_element(weight.begin(), weight.end());
  statistics.cap = weighted_quantile(weight, share, cap_quantile);
  if (!(mw > 0)) return statistics;  // all weights vanish: RESS 0

  statistics.mean = mw / m;
  statistics.ress = mw * mw / (m * mww);
  double mean_variance = 0, ress_variance = 0, accepted = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double w = weight[i];
    // First-order change of the ratio estimators by one event (delta method).
    mean_variance += square(share[i] * (w - statistics.mean) / m);
    ress_variance += square(statistics.ress * share[i] * (2 * w / mw - 1 / m - w * w / mww));
    accepted += share[i] * std::min(w, statistics.cap) / (n * m);
  }
  statistics.mean_error = std::sqrt(mean_variance) / n;
  statistics.ress_error = std::sqrt(ress_variance) / n;
  statistics.acceptance = accepted / statistics.cap;
  statistics.overweight_share = 1 - accepted / statistics.mean;
  return statistics;
}

WeightStatistics shell_statistics(const WeightSample& sample, std::size_t shell, double cap_quantile) {
  std::vector<double> weight;
  for (std::size_t i = 0; i < sample.weight.size(); ++i) {
    if (sample.shell[i] == shell) weight.push_back(sample.weight[i]);
  }
  return weight_statistics(weight, std::vector<double>(weight.size(), 1.0), cap_quantile);
}

WeightStatistics mixture_statistics(const WeightSample& sample, double cap_quantile) {
  return weight_statistics(sample.weight, sample.share, cap_quantile);
}

std::vector<EnergySlice> energy_slices(const WeightSample& sample, std::size_t shells, double e_min,
                                       double e_max, double width) {
  const auto count =
      std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil((e_max - e_min) / width - 1e-9)));
  std::vector<WeightSummary> sums(shells * count);
  for (std::size_t i = 0; i < sample.weight.size(); ++i) {
    const auto slice =
        std::min(count - 1, static_cast<std::size_t>(std::max(0.0, (sample.e_nu[i] - e_min) / width)));
    sums[sample.shell[i] * count + slice].add(sample.weight[i]);
  }
  std::vector<EnergySlice> slices;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].events() < 100) continue;
    const double low = e_min + width * static_cast<double>(i % count);
    slices.push_back({i / count, low, std::min(low + width, e_max), sums[i].events(), sums[i].mean(),
                      sums[i].mean_error(), sums[i].ress(), sums[i].max()});
  }
  return slices;
}

}  // namespace nereus
