#include "surrogate/knot_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"

namespace nereus {

KnotGrid::KnotGrid(std::vector<double> knots) : knots_(std::move(knots)) {
  if (knots_.size() < 2 || knots_.front() != 0 || knots_.back() != 1 ||
      !std::is_sorted(knots_.begin(), knots_.end())) {
    throw InputError("unusable knots of a density (they must increase from 0 to 1)");
  }
  weights_.assign(knots_.size(), 0);
  for (std::size_t bin = 0; bin + 1 < knots_.size(); ++bin) {
    const double half = 0.5 * (knots_[bin + 1] - knots_[bin]);
    weights_[bin] += half;
    weights_[bin + 1] += half;
  }
  const std::size_t shares = 4 * knots_.size();
  for (std::size_t i = 0; i <= shares; ++i) {
    // Rounding may put a point into the share above its own, so a search begins one share earlier.
    const double u = std::max(0.0, static_cast<double>(i) - 1) / static_cast<double>(shares);
    const auto above = std::upper_bound(knots_.begin() + 1, knots_.end() - 1, u);
    first_bin_.push_back(static_cast<std::size_t>(above - knots_.begin()) - 1);
  }
}

KnotGrid KnotGrid::uniform(std::size_t bins) {
  std::vector<double> knots(bins + 1);
  for (std::size_t i = 0; i <= bins; ++i) knots[i] = static_cast<double>(i) / static_cast<double>(bins);
  return KnotGrid(std::move(knots));
}

KnotGrid KnotGrid::fine_end(std::size_t bins) {
  std::vector<double> knots{0};
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t to_end = bins - bin;
    const std::size_t parts = 32 * to_end <= bins       ? 8
                              : 32 * to_end <= 3 * bins ? 4
                              : 4 * to_end <= bins      ? 2
                                                        : 1;
    for (std::size_t part = 1; part <= parts; ++part) {
      knots.push_back(static_cast<double>(bin * parts + part) / static_cast<double>(bins * parts));
    }
  }
  return KnotGrid(std::move(knots));
}

KnotGrid KnotGrid::with_jump(std::size_t lower, std::size_t upper, double u) {
  std::vector<double> knots;
  for (std::size_t i = 0; i <= lower; ++i)
    knots.push_back(u * static_cast<double>(i) / static_cast<double>(lower));
  for (std::size_t i = 0; i <= upper; ++i) {
    knots.push_back(u + (1 - u) * static_cast<double>(i) / static_cast<double>(upper));
  }
  knots.back() = 1;
  return KnotGrid(std::move(knots));
}

double KnotGrid::solve_bin(double left, double right, double area) {
  // left s + (right - left) s^2/2 = area, in the form without cancellation for right ~ left.
  if (area <= 0) return 0;
  const double discriminant = std::max(0.0, left * left + 2 * (right - left) * area);
  return std::clamp(2 * area / (left + std::sqrt(discriminant)), 0.0, 1.0);
}

}  // namespace nereus
