#include "generator/generate_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {

void GenerateOptions::visit(FieldVisitor& visitor) {
  visitor.field("flux", flux, "'flat', 'mono:600' (MeV), the name of a shipped flux, or a CSV file");
  visitor.field("mode", mode, "who proposes: the surrogate ('weighted') or a uniform density ('baseline')");
  visitor.field("events", events, "number of events", {1, 1e12});
  visitor.field("seed", seed, "of the random numbers", {0, 9007199254740991.0});
  visitor.field("e_nu_min_mev", e_nu_min_mev, "the flux is cut to this range and to the surrogate's",
                {0, 1e5});
  visitor.field("e_nu_max_mev", e_nu_max_mev, "upper end of that range", {0, 1e5});
  visitor.field("hepmc3", hepmc3, "write PREFIX.hepmc3 (NuHepMC 1.0) besides PREFIX.h5");
}

GenerationMode generation_mode(const GenerateOptions& options) {
  if (options.mode == "weighted") return GenerationMode::weighted;
  if (options.mode == "baseline") return GenerationMode::baseline;
  throw InputError(fmt::format(
      "[generate] mode = \"{}\" is not available (there are \"weighted\" and \"baseline\")", options.mode));
}

}  // namespace nereus
