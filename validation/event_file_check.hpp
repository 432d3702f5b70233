#pragma once
// Closure of a written file of events.

#include <string>

#include "validation/closure.hpp"
#include "validation/effective_sample_size.hpp"

namespace nereus {

struct EventFileCheck {
  WeightStatistics weights;
  Closure closure;
};

/// \param path  PREFIX.h5
/// \throws FileError if missing, damaged or not a file of events; InputError if its events are biased
EventFileCheck check_event_file(const std::string& path, double cap_quantile = 0.9999);

}  // namespace nereus
