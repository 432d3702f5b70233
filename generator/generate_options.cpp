#include "generator/generate_options.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

const std::vector<std::string> modes{"emulate", "weighted", "unweighted", "baseline"};

}  // namespace

void GenerateOptions::visit(FieldVisitor& visitor) {
  visitor.field("flux", flux, "'flat', 'mono:600' (MeV), the name of a shipped flux, or a CSV file");
  visitor.field("mode", mode,
                "'weighted': exact weights; 'unweighted': accept-reject; 'emulate': the surrogate alone "
                "(biased); 'baseline': uniform proposals",
                modes);
  visitor.field("events", events, "number of events in the output", {1, 1e12});
  visitor.field("seed", seed, "of the random numbers", {0, 9007199254740991.0});
  visitor.field("cap_quantile", cap_quantile,
                "'unweighted': quantile of the weights above which an event keeps a weight above 1",
                {0.5, 0.999999});
  visitor.field("pilot_events", pilot_events, "'unweighted': weighted events that tell this quantile",
                {20, 1e8});
  visitor.field("e_nu_min_mev", e_nu_min_mev, "the flux is cut to this range and to the surrogate's",
                {0, 1e5});
  visitor.field("e_nu_max_mev", e_nu_max_mev, "upper end of that range", {0, 1e5});
  visitor.field("hepmc3", hepmc3, "write PREFIX.hepmc3 (NuHepMC 1.0) besides PREFIX.h5");
  visitor.field("hepmc3_gz", hepmc3_gz, "write it compressed, as PREFIX.hepmc3.gz");
}

GenerationMode generation_mode(const GenerateOptions& options) {
  for (std::size_t i = 0; i < modes.size(); ++i) {
    if (options.mode == modes[i]) return static_cast<GenerationMode>(i);
  }
  throw InputError(
      fmt::format("[generate] mode = \"{}\" is not available (there are {})", options.mode, join(modes)));
}

}  // namespace nereus
