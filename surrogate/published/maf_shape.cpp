#include "surrogate/published/maf_shape.hpp"

namespace nereus {

std::size_t MafShape::parameter_count() const {
  return steps.back().offset + steps.back().network.parameters;
}

MafShape make_maf_shape(std::size_t steps, std::size_t hidden, std::size_t bins) {
  MafShape shape;
  shape.bins = bins;
  std::size_t offset = 0;
  for (std::size_t number = 0; number < steps; ++number) {
    MafStep step;
    std::array<std::size_t, flow_variables> features{}, outputs{};
    for (std::size_t position = 0; position < flow_variables; ++position) {
      // Begins with another variable in each step, upwards and downwards in turn.
      const std::size_t distance = number % 2 == 0 ? position : flow_variables - position;
      step.order[position] = (number + distance) % flow_variables;
      features[position] = MafShape::features(step.order[position]);
      outputs[position] = MafShape::outputs(step.order[position], bins);
    }
    step.network = make_masked_network(features, outputs, hidden);
    step.offset = offset;
    offset += step.network.parameters;
    shape.steps.push_back(step);
  }
  return shape;
}

MafShape make_maf_shape(const PublishedOptions& options) {
  const auto bins = static_cast<std::size_t>(options.bins);
  if (options.size == "S") return make_maf_shape(10, 256, bins);
  if (options.size == "M") return make_maf_shape(10, 512, bins);
  if (options.size == "L") return make_maf_shape(25, 512, bins);
  return make_maf_shape(static_cast<std::size_t>(options.steps), static_cast<std::size_t>(options.hidden),
                        bins);
}

std::vector<float> random_maf_parameters(const MafShape& shape, RandomStream& stream) {
  std::vector<float> parameters(shape.parameter_count());
  for (const MafStep& step : shape.steps) {
    fill_random_parameters(step.network, stream, parameters.data() + step.offset);
  }
  return parameters;
}

}  // namespace nereus
