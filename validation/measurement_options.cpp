#include "validation/measurement_options.hpp"

#include <algorithm>

namespace nereus {

void MeasurementOptions::visit(FieldVisitor& visitor) {
  visitor.field("page_flux", page_flux, "of the second RESS on the page of --out DIR, beside flat E_nu");
  visitor.field("page_samples", page_samples, "events of RESS and of most pictures on the page",
                {1000, 1e10});
  visitor.field("cube_points", cube_points, "points in each cube of RMS_p", {2, 1e6});
  visitor.field("likelihood_events", likelihood.events, "events of a histogram of MNLL", {100, 1e7});
  visitor.field("likelihood_reference", likelihood.reference, "weighted events of the reference of MNLL",
                {1000, 1e9});
  visitor.field("likelihood_repetitions", likelihood.repetitions, "histograms of MNLL at each energy",
                {2, 2000});
  visitor.field("cost_events", cost_events, "events that are timed", {100, 1e8});
}

MeasurementOptions MeasurementOptions::quick() const {
  MeasurementOptions fewer = *this;
  fewer.page_samples = std::min<std::int64_t>(page_samples, 100000);
  fewer.cube_points = std::min<std::int64_t>(cube_points, 20);
  fewer.likelihood.events = std::min<std::int64_t>(likelihood.events, 5000);
  fewer.likelihood.reference = std::min<std::int64_t>(likelihood.reference, 100000);
  fewer.likelihood.repetitions = std::min<std::int64_t>(likelihood.repetitions, 10);
  fewer.cost_events = std::min<std::int64_t>(cost_events, 16384);
  return fewer;
}

}  // namespace nereus
