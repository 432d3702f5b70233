#include "surrogate/published/published_options.hpp"

namespace nereus {

void PublishedOptions::visit(FieldVisitor& visitor) {
  visitor.field("size", size, "published: 10 steps x 256 hidden units, 10 x 512, 25 x 512, or custom",
                {"S", "M", "L", "custom"});
  visitor.field("steps", steps, "published, size custom: steps of the flow", {1, 256});
  visitor.field("hidden", hidden, "published, size custom: units of each of three hidden layers", {3, 8192});
  visitor.field("bins", bins, "published: bins of each spline", {2, 256});
  visitor.field("ranges_mev", ranges_mev, "published: lowest and highest energy of each model, overlapping",
                {0, 1e5});
}

}  // namespace nereus
