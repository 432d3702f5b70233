#include "validation/validate_options.hpp"

namespace nereus {

void ValidateOptions::visit(FieldVisitor& visitor) {
  visitor.field("flux", flux, "'flat', 'mono:600' (MeV), the name of a shipped flux, or a CSV file");
  visitor.field("samples", samples, "number of fresh events, all shells together", {1000, 1e10});
  visitor.field("seed", seed, "of the random numbers", {0, 9007199254740991.0});
  visitor.field("e_nu_min_mev", e_nu_min_mev, "the flux is cut to this range and to the surrogate's",
                {0, 1e5});
  visitor.field("e_nu_max_mev", e_nu_max_mev, "upper end of that range", {0, 1e5});
  visitor.field("slice_mev", slice_mev, "width of the slices in E_nu where the mean weight must be 1",
                {1, 1e5});
  visitor.field("cap_quantile", cap_quantile, "quantile of the weights that caps them in accept-reject",
                {0.5, 1});
}

}  // namespace nereus
