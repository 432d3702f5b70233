#pragma once
// The density of one shell: four networks, three piecewise-linear densities, one trigonometric one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "surrogate/block_kernels.hpp"
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
            std::vector<float> parameters, const BlockKernels& kernels = best_kernels());

  /// Proposals, and their densities at the points as rounded: log_density there gives the same bits.
  void sample(std::size_t count, const EventEnergies* energies, const std::array<double, 4>* uniforms,
              Proposal* proposals) const override;
  void log_density(std::size_t count, const PhasePoint* points, double* log_q) const override;

  const ShellFlowShape& shape() const { return shape_; }
  const std::vector<float>& parameters() const { return parameters_; }

 private:
  struct Workspace;
  /// Leaves a network's table at the T coordinates in the hidden units.
  void look_up_table(const float* table, const NetworkShape& shape, Workspace& work) const;
  /// Runs one network on the inputs; leaves its outputs in the workspace.
  void run_network(std::size_t network, Workspace& work) const;
  /// Runs the network of grid `step` and turns its outputs into heights with their integrals.
  void run_heights(std::size_t step, Workspace& work) const;
  /// Multiplies each density by the height of grid `step` at the coordinate of the variable.
  void multiply_heights(std::size_t step, Workspace& work) const;
  /// The first inputs: what the flow is told of the model.
  void read_conditions(Workspace& work) const;
  /// The chain of steps for all lanes. \param draw variables are drawn at the uniform numbers in u, not given
  void run_chain(bool draw, Workspace& work) const;

  ShellCoordinates coordinates_;
  FlowFeatures features_;
  FlowConstants constants_;
  ShellFlowShape shape_;
  std::vector<float> parameters_;
  std::array<std::size_t, 4> offsets_;  ///< of the networks' parameters
  const BlockKernels& kernels_;
};

}  // namespace nereus
