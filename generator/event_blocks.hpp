#pragma once
// Events as columns of numbers, for blocks that wait on disk.

#include <vector>

#include "base/block_store.hpp"
#include "generator/event.hpp"

namespace nereus {

BlockColumns columns_of(const std::vector<Event>& events);
/// The inverse: every number comes back bit for bit.
std::vector<Event> events_of(const BlockColumns& columns);

}  // namespace nereus
