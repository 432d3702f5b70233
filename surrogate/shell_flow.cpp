#include "surrogate/shell_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "surrogate/lane_array.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::size_t largest_width(const ShellFlowShape& shape) {
  std::size_t width = 0;
  for (const NetworkShape& network : shape.networks) width = std::max(width, network.width);
  return width;
}

std::size_t largest_output(const ShellFlowShape& shape) {
  std::size_t outputs = 0;
  for (const NetworkShape& network : shape.networks) outputs = std::max(outputs, network.outputs);
  return outputs;
}

void load(const PhasePoint& point, double missing_energy, std::size_t lane, LanePoints& points) {
  points.e_nu[lane] = point.e_nu;
  points.missing_energy[lane] = missing_energy;
  points.omega[lane] = point.omega;
  points.cos_theta_lepton[lane] = point.cos_theta_lepton;
  points.cos_theta_n[lane] = point.cos_theta_n;
  points.phi_n[lane] = point.phi_n;
}

}  // namespace

std::size_t ShellFlowShape::parameter_count() const { return parameter_offset(networks.size()); }

std::size_t ShellFlowShape::parameter_offset(std::size_t network) const {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < network; ++i) offset += networks[i].parameter_count();
  return offset;
}

std::vector<ParameterBlock> ShellFlowShape::blocks() const {
  std::vector<ParameterBlock> list;
  for (std::size_t network = 0; network < networks.size(); ++network) {
    for (ParameterBlock block : networks[network].blocks()) {
      block.offset += parameter_offset(network);
      list.push_back(block);
    }
  }
  return list;
}

ShellFlowShape make_shell_flow_shape(const FlowOptions& options) {
  check_flow_options(options);
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  const std::size_t low = size(options.t_bins) / 2, high = size(options.t_bins) - low;
  const std::size_t p_m_bins = size(options.p_m_bins);
  ShellFlowShape shape{
      {KnotGrid::with_jump(options.fine_bins ? 2 * low : low, high, ShellCoordinates::split_u),
       KnotGrid::uniform(size(options.q_bins)),
       options.fine_bins ? KnotGrid::fine_end(p_m_bins) : KnotGrid::uniform(p_m_bins)},
      {}};
  const std::size_t table = size(options.t_embedding), told = condition_inputs(options.conditions);
  shape.networks[0] = {told + t_features, 0, size(options.t_width), size(options.t_depth),
                       shape.grids[0].size()};
  shape.networks[1] = {told + q_features, table, size(options.q_width), size(options.q_depth),
                       shape.grids[1].size()};
  shape.networks[2] = {told + p_m_features, table, size(options.p_m_width), size(options.p_m_depth),
                       shape.grids[2].size()};
  shape.networks[3] = {told + phi_features, table, size(options.phi_width), size(options.phi_depth), 4};
  return shape;
}

std::vector<float> random_flow_parameters(const ShellFlowShape& shape, std::uint64_t seed,
                                          std::size_t shell) {
  RandomStream stream(seed, StreamPurpose::initialisation, shell);
  std::vector<float> parameters;
  for (const NetworkShape& network : shape.networks) {
    const std::vector<float> part = random_parameters(network, stream);
    parameters.insert(parameters.end(), part.begin(), part.end());
  }
  return parameters;
}

/// What 32 events carry through the chain; lanes without an event compute along, for nothing.
struct ShellFlow::Workspace {
  explicit Workspace(const ShellFlowShape& shape)
      : inputs(shape.networks[3].inputs),
        hidden(largest_width(shape)),
        next_hidden(largest_width(shape)),
        outputs(largest_output(shape)),
        partial(largest_output(shape) / partial_rows + 1) {}
  LanePoints points{};
  LaneArray<float> inputs, hidden, next_hidden, outputs;
  LaneArray<double> partial;                         ///< sums of heights
  alignas(64) std::array<double, lanes> integral{};  ///< of heights
  alignas(64) std::array<double, lanes> log_q{};
};

ShellFlow::ShellFlow(const PhaseSpaceModel& phase_space, std::size_t shell, ShellFlowShape shape,
                     std::vector<float> parameters, const BlockKernels& kernels)
    : coordinates_(phase_space, shell),
      features_(phase_space, shell),
      constants_(features_.constants()),
      shape_(std::move(shape)),
      parameters_(std::move(parameters)),
      kernels_(kernels) {
  if (parameters_.size() != shape_.parameter_count()) {
    throw InputError(fmt::format("weights do not fit the flow ({} numbers where its shape needs {})",
                                 parameters_.size(), shape_.parameter_count()));
  }
  for (std::size_t i = 0; i < offsets_.size(); ++i) offsets_[i] = shape_.parameter_offset(i);
}

void ShellFlow::look_up_table(const float* table, const NetworkShape& shape, Workspace& work) const {
  std::array<std::size_t, lanes> knot;
  std::array<float, lanes> fraction;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const double position = work.points.u[0][lane] * static_cast<double>(shape.table_knots - 1);
    knot[lane] = std::min(static_cast<std::size_t>(position), shape.table_knots - 2);
    fraction[lane] = static_cast<float>(position - static_cast<double>(knot[lane]));
  }
  kernels_.interpolate(table, shape.width, knot.data(), fraction.data(), work.hidden.data());
}

void ShellFlow::run_network(std::size_t network, Workspace& work) const {
  const NetworkShape& shape = shape_.networks[network];
  const float* weights = parameters_.data() + offsets_[network];
  const auto take = [&weights](std::size_t count) { return std::exchange(weights, weights + count); };

  const float* matrix = take(shape.width * shape.inputs);
  const float* bias = take(shape.width);
  if (const float* table = take(shape.table_knots * shape.width); shape.table_knots > 0) {
    look_up_table(table, shape, work);
  } else {
    std::fill_n(work.hidden.data(), shape.width * lanes, 0.0F);
  }
  kernels_.input_layer(matrix, bias, shape.inputs, shape.width, work.inputs.data(), work.hidden.data());
  for (std::size_t layer = 0; layer < shape.depth; ++layer) {
    matrix = take(shape.width * shape.width);
    bias = take(shape.width);
    kernels_.residual_layer(matrix, bias, shape.width, work.hidden.data(), work.next_hidden.data());
    std::swap(work.hidden, work.next_hidden);
  }
  matrix = take(shape.outputs * shape.width);
  bias = take(shape.outputs);
  kernels_.dense(matrix, bias, shape.width, shape.outputs, work.hidden.data(), work.outputs.data());
}

void ShellFlow::run_heights(std::size_t step, Workspace& work) const {
  run_network(step, work);
  const KnotGrid& grid = shape_.grids[step];
  kernels_.exponentiate(grid.weights().data(), grid.size(), work.outputs.data(), work.integral.data(),
                        work.partial.data());
}

void ShellFlow::multiply_heights(std::size_t step, Workspace& work) const {
  const KnotGrid& grid = shape_.grids[step];
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    const double u = work.points.u[step][lane];
    const std::size_t bin = grid.bin_of(u);
    work.points.density[lane] *= KnotGrid::density(work.outputs.at(bin, lane), work.outputs.at(bin + 1, lane),
                                                   grid.fraction(bin, u), work.integral[lane]);
  }
}

void ShellFlow::read_conditions(Workspace& work) const {
  const std::size_t count = features_.conditions();
  if (count == 0) return;
  std::vector<float> values(count);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    features_.fill_conditions(work.points.missing_energy[lane], values.data());
    for (std::size_t i = 0; i < count; ++i) work.inputs.at(i, lane) = values[i];
  }
}

void ShellFlow::run_chain(bool draw, Workspace& work) const {
  const LaneSteps& steps = kernels_.steps;
  std::fill_n(work.points.density, lanes, 1.0);
  read_conditions(work);
  float* const inputs = work.inputs.row(features_.conditions());
  steps.read_energies(constants_, work.points, inputs);
  for (std::size_t step = 0; step < shape_.grids.size(); ++step) {
    run_heights(step, work);
    if (draw) {
      const KnotGrid& grid = shape_.grids[step];
      kernels_.draw(
          {grid.knots().data(), grid.size(), work.outputs.data(), work.integral.data(), work.partial.data()},
          work.points.u[step]);
      steps.place[step](constants_, work.points);
    }
    steps.read[step](constants_, work.points, inputs);
    multiply_heights(step, work);
  }
  run_network(3, work);
  if (draw) steps.place_azimuth(work.outputs.data(), work.points);
  steps.read_azimuth(work.outputs.data(), work.points, work.log_q.data());
}

void ShellFlow::sample(std::size_t count, const EventEnergies* energies,
                       const std::array<double, 4>* uniforms, Proposal* proposals) const {
  Workspace work(shape_);
  LanePoints& points = work.points;
  for (std::size_t begin = 0; begin < count; begin += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t event = std::min(begin + lane, count - 1);  // the last event fills the last block
      points.e_nu[lane] = energies[event].e_nu;
      points.missing_energy[lane] = energies[event].missing_energy;
      for (std::size_t i = 0; i < uniforms[event].size(); ++i) points.u[i][lane] = uniforms[event][i];
    }
    run_chain(true, work);
    for (std::size_t lane = 0; lane < std::min(lanes, count - begin); ++lane) {
      proposals[begin + lane] = {{points.e_nu[lane], points.omega[lane], points.cos_theta_lepton[lane],
                                  points.cos_theta_n[lane], points.phi_n[lane], points.missing_energy[lane]},
                                 work.log_q[lane]};
    }
  }
}

void ShellFlow::log_density(std::size_t count, const PhasePoint* points, double* log_q) const {
  Workspace work(shape_);
  const PhasePoint spare = coordinates_.physics_point({constants_.e_nu_min, {0.5, 0.5, 0.5}});
  for (std::size_t begin = 0; begin < count; begin += lanes) {
    const std::size_t filled = std::min(lanes, count - begin);
    std::array<bool, lanes> inside{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      inside[lane] = lane < filled && coordinates_.contains(points[begin + lane]);
      const PhasePoint& point = inside[lane] ? points[begin + lane] : spare;
      load(point, coordinates_.energies_of(point).missing_energy, lane, work.points);
    }
    run_chain(false, work);
    for (std::size_t lane = 0; lane < filled; ++lane) {
      log_q[begin + lane] = inside[lane] ? work.log_q[lane] : -infinity;
    }
  }
}

}  // namespace nereus
