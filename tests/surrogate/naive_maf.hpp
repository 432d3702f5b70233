#pragma once
// The masked autoregressive flow written down plainly: whole matrices, explicit masks, one variable per pass.

#include <array>
#include <cmath>
#include <vector>

#include "surrogate/published/maf_density.hpp"
#include "surrogate/published/spline.hpp"

namespace nereus::test {

/// Weights with outputs of order one, as after training: densities vary by factors.
inline std::vector<float> wild_maf_parameters(const MafShape& shape, std::uint64_t seed, double scale = 1) {
  RandomStream stream(seed, StreamPurpose::test, 77);
  std::vector<float> parameters = random_maf_parameters(shape, stream);
  for (const MafStep& step : shape.steps) {
    const auto stretch = [&](const AffineBlock& block, double factor) {
      for (std::size_t i = 0; i < (block.columns + 1) * block.rows; ++i) {
        parameters[step.offset + block.weight + i] *= static_cast<float>(factor);
      }
    };
    for (const AffineBlock& block : step.network.third)
      stretch(block, 1e3 / std::sqrt(static_cast<double>(block.columns)));
    for (const AffineBlock& block : step.network.output) stretch(block, 40 * scale);
    const AffineBlock& constant = step.network.output[0];
    for (std::size_t i = 0; i < constant.rows; ++i) {
      parameters[step.offset + constant.bias + i] = static_cast<float>(scale * (2 * stream.uniform() - 1));
    }
  }
  return parameters;
}

class NaiveMaf {
 public:
  NaiveMaf(MafShape shape, std::vector<float> parameters)
      : shape_(std::move(shape)), parameters_(std::move(parameters)) {}

  /// From data to base; adds ln |d base/d x| to log_slope.
  FlowPoint to_base(FlowPoint x, double context, double& log_slope) const {
    for (const MafStep& step : shape_.steps) {
      std::array<double, 8> features = features_of(step, x, flow_variables);
      for (std::size_t position = 0; position < flow_variables; ++position) {
        const std::vector<double> raw = outputs(step, position, features, context);
        double& value = x[step.order[position]];
        const SplineValue result = spline(step.order[position], raw).at(value);
        log_slope += result.log_slope;
        value = turned(step.order[position], result.value, raw, 1);
      }
    }
    return x;
  }

  /// One whole evaluation of the network per variable; those not drawn yet are set to nonsense.
  FlowPoint from_base(FlowPoint z, double context) const {
    for (std::size_t i = shape_.steps.size(); i-- > 0;) {
      const MafStep& step = shape_.steps[i];
      for (std::size_t position = 0; position < flow_variables; ++position) {
        const std::vector<double> raw = outputs(step, position, features_of(step, z, position), context);
        double& value = z[step.order[position]];
        value = spline(step.order[position], raw).inverse(turned(step.order[position], value, raw, -1)).value;
      }
    }
    return z;
  }

  /// Raw numbers of a position, from the masks as the papers give them.
  std::vector<double> outputs(const MafStep& step, std::size_t position,
                              const std::array<double, 8>& features, double context) const {
    const MaskedNetwork& network = step.network;
    const std::size_t hidden = network.hidden();
    const auto degree = [&](std::size_t unit) {
      return unit < network.units[0] ? 1 : unit < network.units[0] + network.units[1] ? 2 : 3;
    };
    const auto row = [&](std::size_t unit) { return unit - network.units_up_to(degree(unit) - 1); };
    std::vector<double> h1(hidden), h2(hidden), h3(hidden);
    for (std::size_t u = 0; u < hidden; ++u) {
      const AffineBlock &first = network.first[degree(u) - 1], &seen = network.context[degree(u) - 1];
      h1[u] = at(step, first.bias + row(u));
      std::size_t column = 0;
      for (std::size_t p = 0; p < flow_variables; ++p) {
        for (std::size_t f = 0; f < MafShape::features(step.order[p]); ++f) {
          if (degree(u) < static_cast<int>(p) + 1) continue;  // the mask
          h1[u] += at(step, first.weight + row(u) * first.columns + column++) * features[2 * p + f];
        }
      }
      h1[u] += std::max(0.0, at(step, seen.weight + row(u)) * context + at(step, seen.bias + row(u)));
    }
    const auto masked = [&](const std::array<AffineBlock, 3>& blocks, std::size_t u,
                            const std::vector<double>& x, std::size_t first_column) {
      const AffineBlock& block = blocks[degree(u) - 1];
      double sum = at(step, block.bias + row(u));
      if (first_column == 1) sum += at(step, block.weight + row(u) * block.columns) * context;
      for (std::size_t v = 0; v < hidden; ++v) {
        if (degree(u) < degree(v)) continue;  // the mask
        sum += at(step, block.weight + row(u) * block.columns + first_column + v) * std::max(0.0, x[v]);
      }
      return sum;
    };
    for (std::size_t u = 0; u < hidden; ++u) h2[u] = masked(network.second, u, h1, 1);
    for (std::size_t u = 0; u < hidden; ++u) h3[u] = h1[u] + masked(network.third, u, h2, 0);
    const AffineBlock& block = network.output[position];
    std::vector<double> raw(block.rows);
    for (std::size_t i = 0; i < block.rows; ++i) {
      raw[i] = at(step, block.bias + i);
      for (std::size_t v = 0; v < hidden; ++v) {
        if (static_cast<int>(position) + 1 <= degree(v)) continue;  // the mask: strictly
        raw[i] += at(step, block.weight + i * block.columns + v) * h3[v];
      }
    }
    return raw;
  }

  /// Two places per position; nonsense from position `known` on.
  static std::array<double, 8> features_of(const MafStep& step, const FlowPoint& x, std::size_t known) {
    std::array<double, 8> features{};
    for (std::size_t p = 0; p < flow_variables; ++p) {
      const double value = x[step.order[p]];
      const bool angle = FlowVariables::is_angle(step.order[p]);
      features[2 * p] = p >= known ? 1e3 : angle ? std::cos(value) : value;
      features[2 * p + 1] = p >= known ? -1e3 : angle ? std::sin(value) : 0;
    }
    return features;
  }

 private:
  static constexpr double two_pi = 6.28318530717958647693;

  double at(const MafStep& step, std::size_t index) const { return parameters_[step.offset + index]; }

  double turned(std::size_t variable, double value, const std::vector<double>& raw, double sign) const {
    if (!FlowVariables::is_angle(variable)) return value;
    const double angle = value + sign * raw[3 * shape_.bins];
    return angle - two_pi * std::floor(angle / two_pi);
  }

  Spline spline(std::size_t variable, const std::vector<double>& raw) const {
    const bool angle = FlowVariables::is_angle(variable);
    Spline spline;
    spline.low = angle ? 0 : -FlowVariables::omega_tail;
    spline.range = angle ? two_pi : 2 * FlowVariables::omega_tail;
    spline.bins = shape_.bins;
    spline.circular = angle;
    numbers_.assign(raw.begin(), raw.end());
    for (std::size_t i = 0; i < 2 * shape_.bins; ++i) {
      numbers_[i] = static_cast<float>(std::exp(raw[i]));
      (i < shape_.bins ? spline.width_sum : spline.height_sum) += numbers_[i];
    }
    spline.widths = numbers_.data();
    spline.heights = numbers_.data() + shape_.bins;
    spline.slopes = numbers_.data() + 2 * shape_.bins;
    return spline;
  }

  MafShape shape_;
  std::vector<float> parameters_;
  mutable std::vector<float> numbers_;
};

}  // namespace nereus::test
