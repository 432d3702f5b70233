#include "meanfield/ground_state_json.hpp"

#include <nlohmann/json.hpp>

namespace nereus {
namespace {

nlohmann::ordered_json levels_of(const MeanField& field, Isospin isospin) {
  auto levels = nlohmann::ordered_json::array();
  for (const BoundOrbital* orbital : field.occupied(isospin))
    levels.push_back({{"label", label(orbital->shell)},
                      {"n", orbital->shell.n},
                      {"l", orbital->shell.l},
                      {"two_j", orbital->shell.two_j},
                      {"occupation", orbital->occupation},
                      {"energy_mev", orbital->energy}});
  return levels;
}

}  // namespace

std::string ground_state_json(const GroundState& state) {
  nlohmann::ordered_json json;
  json["nucleus"] = state.field.nucleus.name();
  json["origin"] = state.field.origin;
  for (const auto& [name, value] : state.energy.named()) json["energy_mev"][name] = value;
  json["energy_mev"]["total"] = state.energy.total();
  json["rms_n_fm"] = state.rms_n;
  json["rms_p_fm"] = state.rms_p;
  json["levels"]["n"] = levels_of(state.field, Isospin::neutron);
  json["levels"]["p"] = levels_of(state.field, Isospin::proton);
  json["checks"] = {{"virial_residual_mev", state.virial_residual},
                    {"rearrangement_residual_mev", state.rearrangement_residual},
                    {"potential_residual_mev", state.potential_residual},
                    {"iterations", state.iterations}};
  json["fingerprint"] = state.field.fingerprint;
  return json.dump(2) + "\n";
}

}  // namespace nereus
