#pragma once
// The small networks of a flow: where each weight lies, and a random start.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random_stream.hpp"

namespace nereus {

/// One block of weights inside the flat parameter vector of a network, C order.
struct ParameterBlock {
  std::string name;
  std::size_t offset = 0, rows = 0, columns = 0;
  std::size_t size() const { return rows * columns; }
};

/// Residual multi-layer perceptron with a tabulated dependence on one variable:
///   h = silu(W_in x + b_in + table(u)),   h += silu(W_l h + b_l) for each layer,   y = W_out h + b_out,
/// where table(u) is linear between equidistant knots of u in [0, 1]: it follows structures (resonances)
/// that are narrow in u at no cost.
struct NetworkShape {
  std::size_t inputs = 0, table_knots = 0, width = 0, depth = 0, outputs = 0;

  /// Parameters in their order: input.weight, input.bias, table, layer0.weight, layer0.bias, ...,
  /// output.weight, output.bias. Weights are [outputs][inputs], the table [knots][width].
  std::vector<ParameterBlock> blocks() const;
  std::size_t parameter_count() const;
};

/// Hidden layers normal with variance 1/inputs, the output layer small: the density starts nearly flat.
std::vector<float> random_parameters(const NetworkShape& shape, RandomStream& stream);

}  // namespace nereus
