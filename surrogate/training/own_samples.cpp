#include "surrogate/training/own_samples.hpp"

#include <cmath>
#include <limits>

namespace nereus {
namespace {

/// Proposals of one model at flat contexts.
struct OwnPoints {
  std::vector<double> context, log_q;
  std::vector<FlowPoint> points;

  OwnPoints(const MafDensity& model, std::size_t count, RandomStream& random)
      : context(count), log_q(count), points(count) {
    std::vector<std::array<double, flow_variables>> uniforms(count);
    for (std::size_t i = 0; i < count; ++i) {
      context[i] = 2 * random.uniform() - 1;
      for (double& uniform : uniforms[i]) uniform = random.uniform();
    }
    model.sample(count, context.data(), uniforms.data(), points.data(), log_q.data());
  }
};

}  // namespace

FlowBatch draw_own_samples(const MafDensity& model, const PublishedTask& task, std::size_t count,
                           RandomStream& random) {
  const UnfoldedSpace& space = task.space;
  const EnergyRange& range = task.range;
  const OwnPoints own(model, count, random);
  std::vector<PhasePoint> physics;
  std::vector<EventEnergies> energies;
  for (std::size_t i = 0; i < count; ++i) {
    const double e_nu = 0.5 * (range.low + range.high + own.context[i] * (range.high - range.low));
    energies.push_back(space.coordinates().centre(e_nu));
    physics.push_back(space.physics_point(energies[i], own.points[i]));
  }
  const std::vector<AzimuthalTerms> density = task.truth(task.member.shell, physics);
  const double log_branches = std::log(static_cast<double>(UnfoldedSpace::branches));
  FlowBatch batch;
  for (std::size_t i = 0; i < count; ++i) {
    const double p = space.contains(own.points[i]) ? density[i].at(physics[i].phi_n) : 0;
    const double log_p = p > 0 ? std::log(p) + space.log_jacobian(energies[i], own.points[i]) - log_branches
                               : -std::numeric_limits<double>::infinity();
    batch.add(own.context[i], own.points[i], log_p, own.log_q[i]);
  }
  return batch;
}

double share_outside(const MafDensity& model, const UnfoldedSpace& space, std::size_t count,
                     RandomStream& random) {
  const OwnPoints own(model, count, random);
  std::size_t outside = 0;
  for (const FlowPoint& point : own.points) outside += space.contains(point) ? 0 : 1;
  return static_cast<double>(outside) / static_cast<double>(count);
}

}  // namespace nereus
