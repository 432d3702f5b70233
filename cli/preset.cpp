#include "cli/preset.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/error.hpp"

namespace nereus {
namespace {

/// True if the card's own key beats the preset: nobody asked for the preset later, as `--set` or a variation
/// does.
bool wins(const RunCard& card, const char* section, const char* key) {
  return card.gives(section, key) && card.layer(section, key) >= card.layer("model", "preset");
}

/// Sets `field` unless the card gives the key.
template <class T>
void choose(const RunCard& card, const char* section, const char* key, T& field, const T& value) {
  if (!wins(card, section, key)) {
    field = value;
  } else if (field != value) {
    spdlog::info("{}: {}.{} of the card wins over the preset \"ghent2022\"", card.name(), section, key);
  }
}

}  // namespace

void apply_preset(const RunCard& card, RunSettings& settings) {
  if (settings.model.preset != "ghent2022") return;
  const std::string nucleus = parse_nucleus(settings.target.nucleus).name();
  if (nucleus != "C12" && nucleus != "O16") {
    throw InputError(
        fmt::format("{}: preset \"ghent2022\" does not know {} (the published tables are of C12 and O16)",
                    card.name(), nucleus));
  }
  choose(card, "model", "axial_charge", settings.model.axial_charge, std::string("ghent"));
  choose(card, "model", "coulomb_monopole", settings.model.coulomb_monopole, false);
  if (wins(card, "meanfield", "file") && !settings.meanfield.file.empty()) {
    spdlog::info("{}: meanfield.file of the card wins over the preset \"ghent2022\"", card.name());
  } else {
    settings.meanfield.file.clear();
    choose(card, "meanfield", "force", settings.meanfield.force, std::string(ghent_force));
  }
}

}  // namespace nereus
