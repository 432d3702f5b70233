#pragma once
// Which model of a shell answers at which neutrino energy.

#include <cstddef>
#include <vector>

namespace nereus {

/// Neutrino energies of one model [MeV].
struct EnergyRange {
  double low = 0, high = 0;
  /// -1 at the low end, 1 at the high end: what the model is told of E_nu.
  double context(double e_nu) const { return (2 * e_nu - low - high) / (high - low); }
};

/// The models at one energy: `second` is taken with probability `lambda`, which is 0 outside overlaps.
struct BlendedModels {
  std::size_t first = 0, second = 0;
  double lambda = 0;
};

/// Overlapping ranges in increasing order. In an overlap lambda rises linearly from 0, where the upper model
/// begins, to 1, where the lower one ends.
class EnergyBlend {
 public:
  /// \param edges lowest and highest energy of one model after the other [MeV]
  /// \throws InputError if a range is empty, neighbours do not touch, or three models share an energy
  explicit EnergyBlend(const std::vector<double>& edges);

  std::size_t models() const { return ranges_.size(); }
  const EnergyRange& range(std::size_t model) const { return ranges_[model]; }
  bool covers(double e_min, double e_max) const {
    return ranges_.front().low <= e_min && e_max <= ranges_.back().high;
  }
  /// \param e_nu inside the ranges [MeV]
  BlendedModels models_at(double e_nu) const;

 private:
  std::vector<EnergyRange> ranges_;
};

}  // namespace nereus
