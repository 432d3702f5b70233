#pragma once
// A masked autoregressive flow with its weights: density and sampling, no LibTorch.

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "surrogate/published/maf_shape.hpp"

namespace nereus {

/// A point in the variables of the flow (FlowVariables).
using FlowPoint = std::array<double, flow_variables>;

/// q(x | context). Immutable and thread-safe. An event takes the same arithmetic whatever its neighbours.
///
/// Networks run on 32-bit floats, the splines on doubles; ln q agrees with LibTorch to 1e-5.
class MafDensity {
 public:
  /// A good number of events per call: the weights of a step stay in the cache for all of them.
  static constexpr std::size_t block_size = 128;

  /// \throws InputError if the number of parameters is not that of the shape
  MafDensity(MafShape shape, std::vector<float> parameters);

  /// From data to base, and ln |d base/d data|.
  /// \param context one number per point \param points angles in [0, 2 pi)
  void to_base(std::size_t count, const double* context, const FlowPoint* points, FlowPoint* base,
               double* log_slope) const;
  /// The inverse: one masked pass through the network of each step. `log_slope` is still that of to_base.
  void from_base(std::size_t count, const double* context, const FlowPoint* base, FlowPoint* points,
                 double* log_slope) const;

  /// ln q of the points.
  void log_density(std::size_t count, const double* context, const FlowPoint* points, double* log_q) const;
  /// Draws points and gives their ln q, to 1e-5 the one of log_density.
  /// \param uniforms one number in (0,1) per variable
  void sample(std::size_t count, const double* context, const std::array<double, flow_variables>* uniforms,
              FlowPoint* points, double* log_q) const;

  const MafShape& shape() const { return shape_; }

 private:
  struct Group;
  enum class Direction { to_base, from_base };
  void run(Direction direction, std::size_t count, const double* context, FlowPoint* values,
           double* log_slope) const;
  void run_step(Direction direction, const MafStep& step, std::vector<Group>& groups) const;
  void run_units(const MafStep& step, std::size_t degree, std::vector<Group>& groups) const;
  void run_outputs(const MafStep& step, std::size_t position, Group& group) const;
  void apply_spline(Direction direction, const MafStep& step, std::size_t position, Group& group) const;
  const float* parameters(const MafStep& step) const { return parameters_.data() + step.offset; }

  MafShape shape_;
  std::vector<float> parameters_;
};

}  // namespace nereus
