#include "surrogate/surrogate_parts.hpp"

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/options.hpp"
#include "surrogate/knot_grid.hpp"
#include "surrogate/published/energy_blend.hpp"

namespace nereus {

std::vector<SurrogateMember> surrogate_members(const FlowOptions& flow, const std::vector<Shell>& shells) {
  std::vector<SurrogateMember> members;
  for (std::size_t shell = 0; shell < shells.size(); ++shell) {
    const std::string name = fmt::format("shell_{}", shell), title = label(shells[shell]);
    if (!flow.is_published()) {
      members.push_back({shell, 0, name, title});
      continue;
    }
    const EnergyBlend blend(flow.published.ranges_mev);
    for (std::size_t model = 0; model < blend.models(); ++model) {
      const EnergyRange& range = blend.range(model);
      members.push_back({shell, model, fmt::format("{}/range_{}", name, model),
                         fmt::format("{} {:g}-{:g} MeV", title, range.low, range.high)});
    }
  }
  return members;
}

std::string fingerprint_of(const SurrogateParts& parts) {
  std::string text =
      fmt::format("model {}\ndataset {}\n", parts.model_fingerprint, parts.dataset_fingerprint);
  text += architecture_text(parts.flow) + canonical_text(parts.phase_space.coordinates);
  if (!parts.flow.is_published()) text += fmt::format("floor {:g}\n", KnotGrid::floor);
  const PhaseSpaceModel& phase_space = parts.phase_space;
  text += fmt::format("{:.17g} {:.17g} {:.17g} {:.17g}\n", phase_space.lepton_mass, phase_space.nucleon_mass,
                      phase_space.e_nu_min, phase_space.e_nu_max);
  for (const double value : phase_space.parameter_values) text += fmt::format("parameter {:.17g}\n", value);
  for (const double energy : phase_space.trained_removal_energies)
    text += fmt::format("trained {:.17g}\n", energy);
  for (const MissingEnergyRange& range : phase_space.missing_energies) {
    text += fmt::format("E_m {:.17g} {:.17g}\n", range.low, range.high);
  }
  for (std::size_t shell = 0; shell < phase_space.shells.size(); ++shell) {
    text += fmt::format("{} {} {:.17g}\n", label(phase_space.shells[shell]),
                        name(phase_space.shells[shell].isospin), phase_space.removal_energies[shell]);
    const std::vector<float>& weights = parts.parameters[shell];
    text.append(reinterpret_cast<const char*>(weights.data()), weights.size() * sizeof(float));
  }
  return sha256(text);
}

}  // namespace nereus
