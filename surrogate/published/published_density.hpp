#pragma once
// The proposal density of one shell in the published system: overlapping models, blended.

#include <array>
#include <vector>

#include "surrogate/published/energy_blend.hpp"
#include "surrogate/published/maf_density.hpp"
#include "surrogate/published/unfolded_space.hpp"
#include "surrogate/shell_density.hpp"

namespace nereus {

/// q = (1 - lambda) q1 + lambda q2 with the models that answer at E_nu. In an overlap the second one is taken
/// with probability lambda; the choice uses up a share of the number for phi_n, whose rest is uniform again.
///
/// A sample is a point of the unfolded space, and its log_q is ln 4 q(omega, a_l, a_n, phi_n) at the branch
/// that was drawn: as the truth has a quarter of its density on each branch, weights truth/q average to one.
/// `log_density` sums the branches: the density of the proposals in physics variables.
class PublishedDensity : public ShellDensity {
 public:
  /// \param parameters of all models, one after the other
  /// \throws InputError if they do not fit the shape, or the models do not cover all energies
  PublishedDensity(const PhaseSpaceModel& phase_space, std::size_t shell, const PublishedOptions& options,
                   const std::vector<float>& parameters);

  void sample(std::size_t count, const EventEnergies* energies, const std::array<double, 4>* uniforms,
              Proposal* proposals) const override;
  void log_density(std::size_t count, const PhasePoint* points, double* log_q) const override;

  const MafDensity& model(std::size_t number) const { return models_[number]; }

 private:
  /// For each event the number of a model, or no_model.
  using ModelList = std::vector<std::size_t>;
  static constexpr std::size_t no_model = static_cast<std::size_t>(-1);

  /// The events that each model has to do with.
  std::vector<std::vector<std::size_t>> members(const ModelList& models) const;
  /// One sample of each event's model, and its ln q.
  std::vector<double> draw(const ModelList& models, const std::vector<double>& e_nu,
                           const std::vector<std::array<double, 4>>& numbers,
                           std::vector<FlowPoint>& points) const;
  /// ln q of each event's model at its point; 0 for no_model.
  std::vector<double> evaluate(const ModelList& models, const std::vector<double>& e_nu,
                               const std::vector<FlowPoint>& points) const;

  UnfoldedSpace space_;
  EnergyBlend blend_;
  std::vector<MafDensity> models_;
};

/// Random weights of all models of a shell.
std::vector<float> random_published_parameters(const PublishedOptions& options, std::uint64_t seed,
                                               std::size_t shell);

}  // namespace nereus
