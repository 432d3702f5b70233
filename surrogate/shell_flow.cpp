#include "surrogate/shell_flow.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/error.hpp"
#include "surrogate/block_kernels.hpp"
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
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  ShellFlowShape shape{{KnotGrid::with_jump(size(options.t_bins), ShellCoordinates::split_u),
                        KnotGrid::uniform(size(options.q_bins)), KnotGrid::uniform(size(options.p_m_bins))},
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

struct ShellFlow::Workspace {
  explicit Workspace(const ShellFlowShape& shape)
      : features(shape.networks[3].inputs),
        hidden(largest_width(shape)),
        layer(largest_width(shape)),
        outputs(largest_output(shape)) {}
  LaneArray features, hidden, layer, outputs;
  std::array<double, lanes> integral{}, u1{}, omega{}, cos_theta_lepton{}, cos_theta_n{};
  std::array<bool, lanes> inside{};
};

ShellFlow::ShellFlow(const PhaseSpaceModel& phase_space, std::size_t shell, ShellFlowShape shape,
                     std::vector<float> parameters)
    : coordinates_(phase_space, shell),
      features_(phase_space, shell),
      shape_(std::move(shape)),
      parameters_(std::move(parameters)) {
  if (parameters_.size() != shape_.parameter_count()) {
    throw InputError(fmt::format("weights do not fit the flow ({} numbers where its shape needs {})",
                                 parameters_.size(), shape_.parameter_count()));
  }
}

void ShellFlow::run_network(std::size_t network, Workspace& work) const {
  const BlockKernels& kernels = best_kernels();
  const NetworkShape& shape = shape_.networks[network];
  const float* weights = parameters_.data() + shape_.parameter_offset(network);
  const auto take = [&weights](std::size_t count) { return std::exchange(weights, weights + count); };

  const float* matrix = take(shape.width * shape.inputs);
  const float* bias = take(shape.width);
  kernels.dense(matrix, bias, shape.inputs, shape.width, work.features.data(), work.layer.data());
  if (const float* table = take(shape.table_knots * shape.width); shape.table_knots > 0) {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const double position = work.u1[lane] * static_cast<double>(shape.table_knots - 1);
      const std::size_t knot = std::min(static_cast<std::size_t>(position), shape.table_knots - 2);
      const auto fraction = static_cast<float>(position - static_cast<double>(knot));
      const float* below = table + knot * shape.width;
      for (std::size_t row = 0; row < shape.width; ++row) {
        work.layer.at(row, lane) += below[row] + fraction * (below[row + shape.width] - below[row]);
      }
    }
  }
  std::fill_n(work.hidden.data(), shape.width * lanes, 0.0F);
  kernels.add_silu(work.layer.data(), shape.width, work.hidden.data());
  for (std::size_t layer = 0; layer < shape.depth; ++layer) {
    matrix = take(shape.width * shape.width);
    bias = take(shape.width);
    kernels.dense(matrix, bias, shape.width, shape.width, work.hidden.data(), work.layer.data());
    kernels.add_silu(work.layer.data(), shape.width, work.hidden.data());
  }
  matrix = take(shape.outputs * shape.width);
  bias = take(shape.outputs);
  kernels.dense(matrix, bias, shape.width, shape.outputs, work.hidden.data(), work.outputs.data());
}

void ShellFlow::run_heights(std::size_t step, Workspace& work) const {
  run_network(step, work);
  const KnotGrid& grid = shape_.grids[step];
  best_kernels().exponentiate(grid.weights().data(), grid.size(), work.outputs.data(), work.integral.data());
}

double ShellFlow::draw(std::size_t step, std::size_t lane, double uniform, const Workspace& work) const {
  const KnotGrid& grid = shape_.grids[step];
  const std::vector<double>& knots = grid.knots();
  const double scale = (1 - KnotGrid::floor) / work.integral[lane];
  double left = scale * work.outputs.at(0, lane) + KnotGrid::floor, below = 0;
  for (std::size_t bin = 0;; ++bin) {
    const double right = scale * work.outputs.at(bin + 1, lane) + KnotGrid::floor;
    const double width = knots[bin + 1] - knots[bin], area = 0.5 * width * (left + right);
    const bool last = bin + 2 == knots.size();
    if (below + area >= uniform || last) {
      return knots[bin] + width * KnotGrid::solve_bin(left, right, std::max(0.0, uniform - below) / width);
    }
    below += area;
    left = right;
  }
}

double ShellFlow::log_height(std::size_t step, std::size_t lane, double u, const Workspace& work) const {
  const KnotGrid& grid = shape_.grids[step];
  const std::size_t bin = grid.bin_of(u);
  return std::log(KnotGrid::density(work.outputs.at(bin, lane), work.outputs.at(bin + 1, lane),
                                    grid.fraction(bin, u), work.integral[lane]));
}

void ShellFlow::set_features(std::size_t begin, std::size_t end, std::size_t lane, const float* values,
                             Workspace& work) const {
  for (std::size_t i = begin; i < end; ++i) work.features.at(i, lane) = values[i];
}

AzimuthDensity ShellFlow::azimuth(std::size_t lane, double cos_theta_n, const Workspace& work) const {
  // Angular momentum along q: harmonic m vanishes as sin^m(theta_n) at the poles.
  const double sine2 = (1 - cos_theta_n) * (1 + cos_theta_n), sine = std::sqrt(sine2);
  return AzimuthDensity::from_coefficients(sine * work.outputs.at(0, lane), sine * work.outputs.at(1, lane),
                                           sine2 * work.outputs.at(2, lane),
                                           sine2 * work.outputs.at(3, lane));
}

template <class Source>
void ShellFlow::run_chain(std::size_t count, const EventEnergies* energies, Source& source,
                          double* log_q) const {
  Workspace work(shape_);
  std::vector<float> values(shape_.networks[3].inputs);
  const auto known = [this](std::size_t step) { return shape_.networks[step].inputs; };
  for (std::size_t lane = 0; lane < count; ++lane) {
    work.inside[lane] = source.inside(lane);
    if (!work.inside[lane]) continue;
    features_.fill_energy(energies[lane], values.data());
    set_features(0, known(0), lane, values.data(), work);
  }
  run_heights(0, work);
  for (std::size_t lane = 0; lane < count; ++lane) {
    log_q[lane] = -infinity;
    if (!work.inside[lane]) continue;
    work.omega[lane] = source.omega(lane, [&](double uniform) { return draw(0, lane, uniform, work); });
    const Coordinate coordinate = coordinates_.omega_coordinate(energies[lane], work.omega[lane]);
    work.u1[lane] = coordinate.u;
    log_q[lane] = log_height(0, lane, coordinate.u, work) - coordinate.log_jacobian;
    features_.fill_omega(energies[lane], work.omega[lane], coordinate.u, values.data());
    set_features(known(0), known(1), lane, values.data(), work);
  }
  run_heights(1, work);
  for (std::size_t lane = 0; lane < count; ++lane) {
    if (!work.inside[lane]) continue;
    const double omega = work.omega[lane];
    const double cos_theta =
        source.cos_theta_lepton(lane, omega, [&](double uniform) { return draw(1, lane, uniform, work); });
    work.cos_theta_lepton[lane] = cos_theta;
    const Coordinate coordinate = coordinates_.cos_theta_lepton_coordinate(energies[lane], omega, cos_theta);
    log_q[lane] += log_height(1, lane, coordinate.u, work) - coordinate.log_jacobian;
    features_.fill_lepton(energies[lane], omega, cos_theta, coordinate.u, values.data());
    set_features(known(1), known(2), lane, values.data(), work);
  }
  run_heights(2, work);
  for (std::size_t lane = 0; lane < count; ++lane) {
    if (!work.inside[lane]) continue;
    const double omega = work.omega[lane], cos_theta = work.cos_theta_lepton[lane];
    const double cos_n = source.cos_theta_n(lane, omega, cos_theta,
                                            [&](double uniform) { return draw(2, lane, uniform, work); });
    work.cos_theta_n[lane] = cos_n;
    const Coordinate coordinate =
        coordinates_.cos_theta_n_coordinate(energies[lane], omega, cos_theta, cos_n);
    log_q[lane] += log_height(2, lane, coordinate.u, work) - coordinate.log_jacobian;
    features_.fill_nucleon(energies[lane], omega, cos_theta, cos_n, coordinate.u, values.data());
    set_features(known(2), known(3), lane, values.data(), work);
  }
  run_network(3, work);
  for (std::size_t lane = 0; lane < count; ++lane) {
    if (!work.inside[lane]) continue;
    const AzimuthDensity density = azimuth(lane, work.cos_theta_n[lane], work);
    log_q[lane] += std::log(density.at(source.phi_n(lane, density)));
  }
}

namespace {

/// Variables are drawn: each step's density is inverted at the event's uniform number.
class DrawnPoints {
 public:
  DrawnPoints(const ShellCoordinates& coordinates, const EventEnergies* energies,
              const std::array<double, 4>* uniforms, Proposal* proposals)
      : coordinates_(coordinates), energies_(energies), uniforms_(uniforms), proposals_(proposals) {}
  bool inside(std::size_t) const { return true; }
  template <class Draw>
  double omega(std::size_t lane, const Draw& draw) {
    PhasePoint& point = proposals_[lane].point;
    point.e_nu = energies_[lane].e_nu;
    point.missing_energy = energies_[lane].missing_energy;
    return point.omega = coordinates_.omega_at(energies_[lane], draw(uniforms_[lane][0]));
  }
  template <class Draw>
  double cos_theta_lepton(std::size_t lane, double omega, const Draw& draw) {
    return proposals_[lane].point.cos_theta_lepton =
               coordinates_.cos_theta_lepton_at(energies_[lane], omega, draw(uniforms_[lane][1]));
  }
  template <class Draw>
  double cos_theta_n(std::size_t lane, double omega, double cos_theta_lepton, const Draw& draw) {
    return proposals_[lane].point.cos_theta_n = coordinates_.cos_theta_n_at(
               energies_[lane], omega, cos_theta_lepton, draw(uniforms_[lane][2]));
  }
  double phi_n(std::size_t lane, const AzimuthDensity& density) {
    return proposals_[lane].point.phi_n = density.inverse_cdf(uniforms_[lane][3]);
  }

 private:
  const ShellCoordinates& coordinates_;
  const EventEnergies* energies_;
  const std::array<double, 4>* uniforms_;
  Proposal* proposals_;
};

/// Variables are given.
class GivenPoints {
 public:
  GivenPoints(const ShellCoordinates& coordinates, const PhasePoint* points)
      : coordinates_(coordinates), points_(points) {}
  bool inside(std::size_t lane) const { return coordinates_.contains(points_[lane]); }
  template <class Draw>
  double omega(std::size_t lane, const Draw&) const {
    return points_[lane].omega;
  }
  template <class Draw>
  double cos_theta_lepton(std::size_t lane, double, const Draw&) const {
    return points_[lane].cos_theta_lepton;
  }
  template <class Draw>
  double cos_theta_n(std::size_t lane, double, double, const Draw&) const {
    return points_[lane].cos_theta_n;
  }
  double phi_n(std::size_t lane, const AzimuthDensity&) const { return points_[lane].phi_n; }

 private:
  const ShellCoordinates& coordinates_;
  const PhasePoint* points_;
};

}  // namespace

void ShellFlow::sample(std::size_t count, const EventEnergies* energies,
                       const std::array<double, 4>* uniforms, Proposal* proposals) const {
  std::array<double, lanes> log_q{};
  for (std::size_t begin = 0; begin < count; begin += lanes) {
    const std::size_t part = std::min(lanes, count - begin);
    DrawnPoints source(coordinates_, energies + begin, uniforms + begin, proposals + begin);
    run_chain(part, energies + begin, source, log_q.data());
    for (std::size_t lane = 0; lane < part; ++lane) proposals[begin + lane].log_q = log_q[lane];
  }
}

void ShellFlow::log_density(std::size_t count, const PhasePoint* points, double* log_q) const {
  std::array<EventEnergies, lanes> energies{};
  for (std::size_t begin = 0; begin < count; begin += lanes) {
    const std::size_t part = std::min(lanes, count - begin);
    GivenPoints source(coordinates_, points + begin);
    for (std::size_t lane = 0; lane < part; ++lane) {
      energies[lane] = coordinates_.energies_of(points[begin + lane]);
    }
    run_chain(part, energies.data(), source, log_q + begin);
  }
}

}  // namespace nereus
