#pragma once
// Dataset rows as the trainer wants them: network inputs, positions in the 1-D densities, true density.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "surrogate/dataset.hpp"
#include "surrogate/shell_flow.hpp"

namespace nereus {

/// Columns of equal length; `_u` are densities in the unit-cube coordinates, integrated over phi_n.
struct TrainingRows {
  std::size_t size = 0;
  std::vector<float> features;                   ///< [size][inputs of the last network]
  std::array<std::vector<std::int64_t>, 3> bin;  ///< in each 1-D density
  std::array<std::vector<float>, 3> fraction;    ///< position inside the bin
  std::vector<std::int64_t> table_knot;          ///< of the networks' table in u1
  std::vector<float> table_fraction;
  std::vector<float> sine;            ///< sin theta_n
  std::vector<float> log_p_u;         ///< ln p
  std::vector<float> log_proposal_u;  ///< ln of the density the row was drawn with
  std::vector<float> harmonics;       ///< [size][4] cos, sin, cos 2, sin 2 relative to s0
};

/// \param begin, end  rows of the dataset to take
TrainingRows make_training_rows(const ShellDataset& dataset, std::size_t begin, std::size_t end,
                                const PhaseSpaceModel& phase_space, std::size_t shell,
                                const ShellFlowShape& shape);

}  // namespace nereus
