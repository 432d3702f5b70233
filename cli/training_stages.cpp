#include "cli/training_stages.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "cli/event_source.hpp"
#include "generator/data_directory.hpp"
#include "surrogate/model_box.hpp"

namespace nereus {

void make_training_data(const Physics& physics, const RunSettings& settings, const TotalCrossSection& total,
                        const std::string& path, Threads threads) {
  const ConditionOptions& conditions = settings.flow.conditions;
  if (!conditions.any()) {
    make_dataset(*physics.cross_section, total, settings.dataset, path, threads, settings.flow.coordinates);
    return;
  }
  if (settings.flow.is_published()) {
    throw InputError(
        "the published flow cannot be told parameters (flow.vary_... is for flow.kind = \"nereus\")");
  }
  const auto box =
      make_model_box({physics.field, physics.probe, settings.model, settings.constants}, settings.evaluator,
                     conditions, settings.dataset.e_nu_min_mev, settings.dataset.e_nu_max_mev, threads);
  make_dataset(*box, settings.dataset, path, threads, settings.flow.coordinates, conditions);
}

std::string starting_surrogate(const RunSettings& settings) {
  const std::string& start = settings.train.start;
  if (start == "none" || settings.flow.is_published()) return "";
  if (start != "auto") {
    const std::string shipped = data_directory() + "/surrogates/" + start + ".h5";
    return !std::filesystem::exists(start) && std::filesystem::exists(shipped) ? shipped : start;
  }
  for (const std::string& path : {shipped_surrogate(settings.target.nucleus, settings.probe.particle),
                                  shipped_surrogate("C12", "nu_mu")}) {
    if (std::filesystem::exists(path)) return path;
  }
  return "";
}

}  // namespace nereus
