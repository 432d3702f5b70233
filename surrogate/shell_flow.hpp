#pragma once
// The density of one shell: four networks, three piecewise-linear densities, one trigonometric one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "surrogate/azimuth_density.hpp"
#include "surrogate/flow_features.hpp"
#include "surrogate/flow_options.hpp"
#include "surrogate/knot_grid.hpp"
#include "surrogate/network.hpp"
#include "surrogate/phase_space.hpp"
#include "surrogate/shell_density.hpp"

namespace nereus {

/// Everything about a shell's flow but its weights.
struct ShellFlowShape {
  std::array<KnotGrid, 3> grids;         ///< of T, q, p_m
  std::array<NetworkShape, 4> networks;  ///< of T, q, p_m, phi
  std::size_t parameter_count() const;
  /// Where a network's parameters begin in the flat vector of the shell.
  std::size_t parameter_offset(std::size_t network) const;
  /// Every block of weights in that vector.
  std::vector<ParameterBlock> blocks() const;
};

ShellFlowShape make_shell_flow_shape(const FlowOptions& options);

/// Random start of a shell: a density that is nearly flat in the coordinates.
std::vector<float> random_flow_parameters(const ShellFlowShape& shape, std::uint64_t seed, std::size_t shell);

/// q(x|E) = q(T|E) q(q|E,T) q(p_m|E,T,q) q(phi|E,T,q,p_m) in physics variables. Immutable.
class ShellFlow : public ShellDensity {
 public:
  /// \param parameters flat vector in the order of `shape`
  /// \throws InputError if its length is not that of the shape
  ShellFlow(const PhaseSpaceModel& phase_space, std::size_t shell, ShellFlowShape shape,
            std::vector<float> parameters);

  /// Proposals, and their densities at the points as rounded: log_density there gives the same bits.
  void sample(std::size_t count, const EventEnergies* energies, const std::array<double, 4>* uniforms,
              Proposal* proposals) const override;
  void log_density(std::size_t count, const PhasePoint* points, double* log_q) const override;

  const ShellFlowShape& shape() const { return shape_; }
  const std::vector<float>& parameters() const { return parameters_; }

 private:
  struct Workspace;
  /// Runs one network on the features; leaves its outputs in the workspace.
  void run_network(std::size_t network, Workspace& work) const;
  /// Runs the network of grid `step` and turns its outputs into heights with their integrals.
  void run_heights(std::size_t step, Workspace& work) const;
  /// Coordinate at which the CDF of grid `step` reaches the lane's uniform number.
  double draw(std::size_t step, std::size_t lane, double uniform, const Workspace& work) const;
  double log_height(std::size_t step, std::size_t lane, double u, const Workspace& work) const;
  void set_features(std::size_t begin, std::size_t end, std::size_t lane, const float* values,
                    Workspace& work) const;
  AzimuthDensity azimuth(std::size_t lane, double cos_theta_n, const Workspace& work) const;
  /// The chain of steps; `source` gives each step's variable, drawn or read.
  /// \param count at most `lanes`
  template <class Source>
  void run_chain(std::size_t count, const EventEnergies* energies, Source& source, double* log_q) const;

  ShellCoordinates coordinates_;
  FlowFeatures features_;
  ShellFlowShape shape_;
  std::vector<float> parameters_;
};

}  // namespace nereus
