#include "surrogate/published/maf_density.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "surrogate/lane_array.hpp"
#include "surrogate/published/base_density.hpp"
#include "surrogate/published/spline.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

double wrapped(double angle) {
  const double rest = angle - two_pi * std::floor(angle / two_pi);
  return rest < two_pi ? rest : 0;
}

/// y = max(x, 0) for `rows` rows.
void rectify(const float* x, std::size_t rows, float* y) {
  for (std::size_t i = 0; i < rows * lanes; ++i) y[i] = x[i] > 0 ? x[i] : 0;
}

}  // namespace

/// What 32 events carry through a step.
struct MafDensity::Group {
  explicit Group(const MafShape& shape)
      : features(2 * MaskedNetwork::degrees),
        residual(hidden(shape)),
        second_input(1 + hidden(shape)),
        third_input(hidden(shape)),
        layer(hidden(shape)),
        outputs(MafShape::outputs(angle, shape.bins)) {}
  static constexpr std::size_t angle = 1;  ///< needs the most outputs
  static std::size_t hidden(const MafShape& shape) { return shape.steps[0].network.hidden(); }

  LaneArray<float> features;      ///< of the variables known so far
  LaneArray<float> residual;      ///< h1, then h3
  LaneArray<float> second_input;  ///< context, relu h1
  LaneArray<float> third_input;   ///< relu h2
  LaneArray<float> layer, outputs;
  std::array<FlowPoint, lanes> values{};
  std::array<double, lanes> log_slope{};
  std::size_t feature_rows = 0;
};

MafDensity::MafDensity(MafShape shape, std::vector<float> parameters)
    : shape_(std::move(shape)), parameters_(std::move(parameters)) {
  if (parameters_.size() != shape_.parameter_count()) {
    throw InputError(fmt::format("weights do not fit the flow ({} numbers where its shape needs {})",
                                 parameters_.size(), shape_.parameter_count()));
  }
}

void MafDensity::run_units(const MafStep& step, std::size_t degree, std::vector<Group>& groups) const {
  const BlockKernels& kernels = best_kernels();
  const float* p = parameters(step);
  const MaskedNetwork& network = step.network;
  const std::size_t begin = network.units_up_to(degree), units = network.units[degree];
  const auto dense = [&](const AffineBlock& block, const float* x, float* y) {
    kernels.dense(p + block.weight, p + block.bias, block.columns, block.rows, x, y);
  };
  // One layer for all groups, then the next: a layer's weights are fetched once.
  for (Group& group : groups) {
    dense(network.first[degree], group.features.data(), group.residual.row(begin));
    dense(network.context[degree], group.second_input.row(0), group.layer.data());
    float* h1 = group.residual.row(begin);
    for (std::size_t i = 0; i < units * lanes; ++i) h1[i] += std::max(group.layer.data()[i], 0.0F);
    rectify(h1, units, group.second_input.row(1 + begin));
  }
  for (Group& group : groups) {
    dense(network.second[degree], group.second_input.data(), group.layer.data());
    rectify(group.layer.data(), units, group.third_input.row(begin));
  }
  for (Group& group : groups) {
    dense(network.third[degree], group.third_input.data(), group.layer.data());
    float* h3 = group.residual.row(begin);
    for (std::size_t i = 0; i < units * lanes; ++i) h3[i] += group.layer.data()[i];
  }
}

void MafDensity::run_outputs(const MafStep& step, std::size_t position, Group& group) const {
  const BlockKernels& kernels = best_kernels();
  const AffineBlock& block = step.network.output[position];
  const float* p = parameters(step);
  kernels.dense(p + block.weight, p + block.bias, block.columns, block.rows, group.residual.data(),
                group.outputs.data());
}

void MafDensity::apply_spline(Direction direction, const MafStep& step, std::size_t position,
                              Group& group) const {
  const BlockKernels& kernels = best_kernels();
  const std::size_t variable = step.order[position], bins = shape_.bins;
  const bool angle = FlowVariables::is_angle(variable);
  const std::vector<double> ones(bins, 1.0);
  std::array<double, lanes> width_sums{}, height_sums{};
  kernels.exponentiate(ones.data(), bins, group.outputs.row(0), width_sums.data(), nullptr);
  kernels.exponentiate(ones.data(), bins, group.outputs.row(bins), height_sums.data(), nullptr);
  Spline spline;
  spline.low = angle ? 0 : -FlowVariables::omega_tail;
  spline.range = angle ? two_pi : 2 * FlowVariables::omega_tail;
  spline.bins = bins;
  spline.stride = lanes;
  spline.circular = angle;
  const std::size_t shift_row = 3 * bins, next = group.feature_rows;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    spline.widths = group.outputs.row(0) + lane;
    spline.heights = group.outputs.row(bins) + lane;
    spline.slopes = group.outputs.row(2 * bins) + lane;
    spline.width_sum = width_sums[lane];
    spline.height_sum = height_sums[lane];
    const double shift = angle ? group.outputs.at(shift_row, lane) : 0.0;
    double& value = group.values[lane][variable];
    double x = value;
    SplineValue result;
    if (direction == Direction::to_base) {
      result = spline.at(x);
      value = angle ? wrapped(result.value + shift) : result.value;
    } else {
      result = spline.inverse(angle ? wrapped(value - shift) : value);
      value = x = result.value;
    }
    group.log_slope[lane] += result.log_slope;
    if (position + 1 == flow_variables) continue;
    if (angle) {
      group.features.at(next, lane) = static_cast<float>(std::cos(x));
      group.features.at(next + 1, lane) = static_cast<float>(std::sin(x));
    } else {
      group.features.at(next, lane) = static_cast<float>(x);
    }
  }
  group.feature_rows += MafShape::features(variable);
}

void MafDensity::run_step(Direction direction, const MafStep& step, std::vector<Group>& groups) const {
  for (Group& group : groups) group.feature_rows = 0;
  for (std::size_t position = 0; position < flow_variables; ++position) {
    if (position > 0) run_units(step, position - 1, groups);
    for (Group& group : groups) {
      run_outputs(step, position, group);
      apply_spline(direction, step, position, group);
    }
  }
}

void MafDensity::run(Direction direction, std::size_t count, const double* context, FlowPoint* values,
                     double* log_slope) const {
  std::vector<Group> groups;
  for (std::size_t begin = 0; begin < count; begin += lanes) {
    Group& group = groups.emplace_back(shape_);
    const std::size_t filled = std::min(lanes, count - begin);
    std::copy_n(values + begin, filled, group.values.begin());
    for (std::size_t lane = 0; lane < filled; ++lane) {
      group.second_input.at(0, lane) = static_cast<float>(context[begin + lane]);
    }
  }
  const std::size_t steps = shape_.steps.size();
  for (std::size_t i = 0; i < steps; ++i) {
    const std::size_t number = direction == Direction::to_base ? i : steps - 1 - i;
    run_step(direction, shape_.steps[number], groups);
  }
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = groups[i / lanes].values[i % lanes];
    log_slope[i] = groups[i / lanes].log_slope[i % lanes];
  }
}

void MafDensity::to_base(std::size_t count, const double* context, const FlowPoint* points, FlowPoint* base,
                         double* log_slope) const {
  std::copy_n(points, count, base);
  for (std::size_t begin = 0; begin < count; begin += block_size) {
    run(Direction::to_base, std::min(block_size, count - begin), context + begin, base + begin,
        log_slope + begin);
  }
}

void MafDensity::from_base(std::size_t count, const double* context, const FlowPoint* base, FlowPoint* points,
                           double* log_slope) const {
  std::copy_n(base, count, points);
  for (std::size_t begin = 0; begin < count; begin += block_size) {
    run(Direction::from_base, std::min(block_size, count - begin), context + begin, points + begin,
        log_slope + begin);
  }
}

void MafDensity::log_density(std::size_t count, const double* context, const FlowPoint* points,
                             double* log_q) const {
  std::vector<FlowPoint> base(count);
  to_base(count, context, points, base.data(), log_q);
  for (std::size_t i = 0; i < count; ++i) log_q[i] += log_base_density(base[i]);
}

void MafDensity::sample(std::size_t count, const double* context,
                        const std::array<double, flow_variables>* uniforms, FlowPoint* points,
                        double* log_q) const {
  std::vector<FlowPoint> base(count);
  for (std::size_t i = 0; i < count; ++i) base[i] = base_point(uniforms[i]);
  from_base(count, context, base.data(), points, log_q);
  for (std::size_t i = 0; i < count; ++i) log_q[i] += log_base_density(base[i]);
}

}  // namespace nereus
