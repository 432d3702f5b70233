#include "surrogate/network.hpp"

#include <fmt/format.h>

#include <cmath>

namespace nereus {
namespace {

/// Standard normal number (Box-Muller, one of the pair).
double normal(RandomStream& stream) {
  const double radius = std::sqrt(-2 * std::log(stream.uniform()));
  return radius * std::cos(6.28318530717958647693 * stream.uniform());
}

}  // namespace

std::vector<ParameterBlock> NetworkShape::blocks() const {
  std::vector<ParameterBlock> list;
  std::size_t offset = 0;
  const auto add = [&](const std::string& name, std::size_t rows, std::size_t columns) {
    list.push_back({name, offset, rows, columns});
    offset += rows * columns;
  };
  add("input.weight", width, inputs);
  add("input.bias", 1, width);
  add("table", table_knots, width);
  for (std::size_t layer = 0; layer < depth; ++layer) {
    add(fmt::format("layer{}.weight", layer), width, width);
    add(fmt::format("layer{}.bias", layer), 1, width);
  }
  add("output.weight", outputs, width);
  add("output.bias", 1, outputs);
  return list;
}

std::size_t NetworkShape::parameter_count() const {
  const ParameterBlock last = blocks().back();
  return last.offset + last.size();
}

std::vector<float> random_parameters(const NetworkShape& shape, RandomStream& stream) {
  std::vector<float> parameters(shape.parameter_count(), 0.0F);
  for (const ParameterBlock& block : shape.blocks()) {
    if (block.rows <= 1 || block.name == "table") continue;  // biases and tables start at zero
    const double gain = block.name == "output.weight" ? 0.02 : 1.0;
    const double deviation = gain / std::sqrt(static_cast<double>(block.columns));
    for (std::size_t i = 0; i < block.size(); ++i) {
      parameters[block.offset + i] = static_cast<float>(deviation * normal(stream));
    }
  }
  return parameters;
}

}  // namespace nereus
