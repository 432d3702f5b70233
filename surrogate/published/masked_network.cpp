#include "surrogate/published/masked_network.hpp"

#include <cmath>

namespace nereus {

std::size_t MaskedNetwork::units_up_to(std::size_t degree) const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < degree; ++i) sum += units[i];
  return sum;
}

MaskedNetwork make_masked_network(const std::array<std::size_t, flow_variables>& features,
                                  const std::array<std::size_t, flow_variables>& outputs,
                                  std::size_t hidden) {
  MaskedNetwork network;
  const auto add = [&network](std::size_t rows, std::size_t columns) {
    AffineBlock block{network.parameters, 0, rows, columns};
    block.bias = block.weight + rows * columns;
    network.parameters = block.bias + rows;
    return block;
  };
  std::size_t seen_features = 0, seen_units = 0;
  network.output[0] = add(outputs[0], 0);
  for (std::size_t degree = 0; degree < MaskedNetwork::degrees; ++degree) {
    const std::size_t units = (hidden + MaskedNetwork::degrees - 1 - degree) / MaskedNetwork::degrees;
    network.units[degree] = units;
    seen_features += features[degree];
    seen_units += units;
    network.first[degree] = add(units, seen_features);
    network.context[degree] = add(units, 1);
    network.second[degree] = add(units, 1 + seen_units);
    network.third[degree] = add(units, seen_units);
    network.output[degree + 1] = add(outputs[degree + 1], seen_units);
  }
  return network;
}

void fill_random_parameters(const MaskedNetwork& network, RandomStream& stream, float* parameters) {
  const auto fill = [&](const AffineBlock& block, double gain) {
    const double bound = gain / std::sqrt(static_cast<double>(block.columns));
    for (std::size_t i = 0; i < (block.columns + 1) * block.rows; ++i) {
      parameters[block.weight + i] = static_cast<float>(bound * (2 * stream.uniform() - 1));
    }
  };
  constexpr double output_gain = 0.02, third_layer = 1e-3;
  for (std::size_t degree = 0; degree < MaskedNetwork::degrees; ++degree) {
    fill(network.first[degree], 1);
    fill(network.context[degree], 1);
    fill(network.second[degree], 1);
    fill(network.third[degree], third_layer * std::sqrt(static_cast<double>(network.third[degree].columns)));
    fill(network.output[degree + 1], output_gain);
  }
  // What position 0 is given is a constant; zeros: the identity.
  for (std::size_t i = 0; i < network.output[0].rows; ++i) parameters[network.output[0].bias + i] = 0;
}

}  // namespace nereus
