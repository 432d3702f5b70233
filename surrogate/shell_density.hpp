#pragma once
// The proposal density of one shell: what the kinds of flow have in common.

#include <array>
#include <cstddef>
#include <memory>

#include "surrogate/phase_space.hpp"
#include "surrogate/surrogate_parts.hpp"

namespace nereus {

struct Proposal;  // surrogate.hpp

/// A conditional density q(x | E_nu, E_m) with exact sampling. Immutable and thread-safe; what an event gets
/// does not depend on the other events of the call.
class ShellDensity {
 public:
  virtual ~ShellDensity() = default;
  /// \param energies inside the flow's range, E_m leaves room \param uniforms 4 numbers in (0,1) per event
  virtual void sample(std::size_t count, const EventEnergies* energies, const std::array<double, 4>* uniforms,
                      Proposal* proposals) const = 0;
  /// ln q [MeV^-1 sr^-1]; -infinity outside phase space.
  virtual void log_density(std::size_t count, const PhasePoint* points, double* log_q) const = 0;
};

/// The density that `parts.flow.kind` names, with the weights of one shell.
/// \throws InputError if the weights do not fit the architecture, or the flow does not reach all energies
std::unique_ptr<ShellDensity> make_shell_density(const SurrogateParts& parts, std::size_t shell);

/// Random weights of one shell, a start of training.
std::vector<float> random_shell_parameters(const FlowOptions& flow, std::uint64_t seed, std::size_t shell);

}  // namespace nereus
