#include "hadron_tensor/energy_panels.hpp"

#include <algorithm>

namespace nereus {

std::vector<double> first_energy_panels(const ChannelModel& channel, double t_min, double t_max) {
  std::vector<double> edges{t_min, t_max};
  for (double T = t_max; T > 0.5;) edges.push_back(T = T > 320 ? T - 160 : 0.6 * T);
  if (channel.final_state == FinalState::distorted) {
    for (const Resonance& resonance : channel.continuum.resonances()) {
      for (double distance = resonance.width; distance < 2; distance *= 3) {
        edges.push_back(resonance.kinetic_energy - distance);
        edges.push_back(resonance.kinetic_energy + distance);
      }
    }
    for (const Resonance& state : channel.continuum.quasi_bound()) {
      edges.push_back(state.kinetic_energy - ContinuumSolver::quasi_bound_window);
      edges.push_back(state.kinetic_energy);
      edges.push_back(state.kinetic_energy + ContinuumSolver::quasi_bound_window);
    }
  }
  edges.erase(std::remove_if(edges.begin(), edges.end(), [&](double T) { return T < t_min || T > t_max; }),
              edges.end());
  std::sort(edges.begin(), edges.end());
  // Edges of two resonances may fall together.
  edges.erase(
      std::unique(edges.begin(), edges.end(), [](double a, double b) { return b - a < 4 * narrowest_panel; }),
      edges.end());
  edges.back() = t_max;
  return edges;
}

}  // namespace nereus
