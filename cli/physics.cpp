#include "cli/physics.hpp"

#include <algorithm>
#include <utility>

#include "hadron_tensor/responses.hpp"
#include "meanfield/make_mean_field.hpp"

namespace nereus {

Physics make_physics(const RunSettings& settings, MeanField field) {
  Physics physics{std::move(field), make_probe(settings.probe, settings.constants), nullptr, {}};
  physics.cross_section =
      make_direct_cross_section(physics.field, physics.probe, settings.model, settings.constants);
  return physics;
}

Physics make_physics(const RunSettings& settings) {
  return make_physics(settings, make_mean_field(parse_nucleus(settings.target.nucleus), settings.meanfield,
                                                settings.constants));
}

void use_evaluator(Physics& physics, const RunSettings& settings, Threads threads) {
  physics.cross_section =
      make_cross_section({physics.field, physics.probe, settings.model, settings.constants},
                         settings.evaluator, threads, physics.tables);
}

std::vector<double> quasi_bound_energies(const Physics& physics, const RunSettings& settings) {
  std::vector<double> energies;
  if (parse_final_state(settings.model.final_state) != FinalState::distorted) return energies;
  const InclusiveResponses responses(physics.field, physics.probe, settings.model, settings.constants);
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    for (const Resonance& state : responses.transition(shell).channel().continuum.quasi_bound()) {
      energies.push_back(state.kinetic_energy);
    }
  }
  // Shells of one species end in the same states.
  std::sort(energies.begin(), energies.end());
  energies.erase(std::unique(energies.begin(), energies.end()), energies.end());
  return energies;
}

std::string trained_model_fingerprint(const Physics& physics, const RunSettings& settings,
                                      const ConditionOptions& conditions) {
  return model_fingerprint(physics.field, physics.probe, centre_of_box(settings.model, conditions),
                           settings.constants);
}

}  // namespace nereus
