#pragma once
// What one model of the published flow is trained for and on.

#include "surrogate/surrogate_parts.hpp"
#include "surrogate/training/flow_batch.hpp"
#include "surrogate/training/true_density.hpp"

namespace nereus {

/// One model: a shell in one range of energies.
struct PublishedTask {
  SurrogateMember member;
  std::size_t number = 0;  ///< of the member: keeps random streams apart
  EnergyRange range;
  UnfoldedSpace space;
  PublishedRows training, held_out;
  TrueDensity truth;  ///< needed by ENIS alone
};

}  // namespace nereus
