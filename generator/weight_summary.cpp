#include "generator/weight_summary.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {

void WeightSummary::add(double weight) {
  // Welford (1962): no cancellation however many events.
  ++events_;
  const double before = weight - mean_;
  mean_ += before / static_cast<double>(events_);
  spread_ += before * (weight - mean_);
  if (weight == 0) ++zeros_;
  max_ = std::max(max_, weight);
}

void WeightSummary::add_zeros(std::int64_t count) {
  if (count == 0) return;
  // Chan, Golub, LeVeque (1983): two groups joined, one of which neither scatters nor has a mean.
  const auto before = static_cast<double>(events_), zeros = static_cast<double>(count);
  events_ += count;
  zeros_ += count;
  spread_ += mean_ * mean_ * before * zeros / (before + zeros);
  mean_ *= before / (before + zeros);
}

double WeightSummary::mean() const { return mean_; }

double WeightSummary::mean_error() const {
  if (events_ < 2) return 0;
  const auto n = static_cast<double>(events_);
  return std::sqrt(spread_ / (n * (n - 1)));
}

double WeightSummary::ress() const {
  if (events_ == 0) return 0;
  const double mean_square = mean_ * mean_ + spread_ / static_cast<double>(events_);
  return mean_square > 0 ? mean_ * mean_ / mean_square : 0;
}

}  // namespace nereus
