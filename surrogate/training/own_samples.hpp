#pragma once
// A flow's own proposals as training points (ENIS).

#include "surrogate/published/maf_density.hpp"
#include "surrogate/training/published_task.hpp"

namespace nereus {

/// Draws points from a model, E_nu flat in its range, with the truth at them (0 outside of phase space).
/// \source Pina-Otey et al., "Exhaustive neural importance sampling applied to Monte Carlo event generation",
///         Phys. Rev. D 102, 013003 (2020)
FlowBatch draw_own_samples(const MafDensity& model, const PublishedTask& task, std::size_t count,
                           RandomStream& random);

/// Share of a model's proposals that lie outside of phase space, from `count` of them.
double share_outside(const MafDensity& model, const UnfoldedSpace& space, std::size_t count,
                     RandomStream& random);

}  // namespace nereus
