#pragma once
// Training points of the published flow.

#include <vector>

#include "base/random_stream.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/published/energy_blend.hpp"
#include "surrogate/published/unfolded_space.hpp"

namespace nereus {

/// Points in the variables of the flow, with true density and the density they were drawn with.
struct FlowBatch {
  std::vector<float> context;  ///< [size]
  std::vector<float> x;        ///< [size][4]
  std::vector<float> log_p;    ///< ln p(x, a_l, a_n, phi), not below smallest_log_density
  std::vector<float> log_g;    ///< ln of the density of the points in the same variables
  std::size_t size() const { return context.size(); }

  void add(double context_in, const FlowPoint& point, double log_p_in, double log_g_in);
  /// Points [begin, begin + count).
  FlowBatch part(std::size_t begin, std::size_t count) const;
};

/// Where the truth vanishes it counts as e^-15 of the flat density (chosen): the symmetric divergence is
/// infinite otherwise.
double smallest_log_density();

/// Rows of a dataset at the energies of one model. A row has no phi_n and no branches: they are drawn anew
/// every time it is used, the truth at them is exact.
class PublishedRows {
 public:
  /// \param begin, end rows of the dataset to choose from
  PublishedRows(const ShellDataset& data, std::size_t begin, std::size_t end, const UnfoldedSpace& space,
                const EnergyRange& range);

  std::size_t size() const { return rows_.size(); }
  FlowBatch batch(std::size_t begin, std::size_t count, RandomStream& random) const;

 private:
  struct Row {
    double context = 0;
    PhasePoint point;
    double log_jacobian = 0, log_proposal = 0;
    AzimuthalTerms density;
  };
  UnfoldedSpace space_;
  std::vector<Row> rows_;
};

}  // namespace nereus
