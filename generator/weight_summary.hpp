#pragma once
// Running sums over event weights.

#include <cstdint>

namespace nereus {

/// Mean, error and effective sample size of the weights seen so far.
class WeightSummary {
 public:
  void add(double weight);
  /// The same as add(0), `count` times.
  void add_zeros(std::int64_t count);

  std::int64_t events() const { return events_; }
  std::int64_t zeros() const { return zeros_; }
  double max() const { return max_; }
  double mean() const;
  /// Standard error of the mean; 0 for fewer than two events.
  double mean_error() const;
  /// Relative effective sample size (sum w)^2 / (N sum w^2); 0 if all weights vanish.
  double ress() const;

 private:
  std::int64_t events_ = 0, zeros_ = 0;
  double mean_ = 0, spread_ = 0, max_ = 0;  // spread: sum of squared deviations from the mean
};

}  // namespace nereus
