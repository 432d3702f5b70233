#include "cli/event_source.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "generator/data_directory.hpp"

namespace nereus {
namespace {

/// "c12_numu" for C12 and nu_mu.
std::string file_stem(const std::string& nucleus, const std::string& particle) {
  std::string stem = parse_nucleus(nucleus).name() + "_";
  for (const char c : particle) {
    if (c != '_') stem += c;
  }
  std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) { return std::tolower(c); });
  return stem;
}

/// "x/c12_numu.h5" -> "x/c12_numu.sigma.h5"
std::string table_beside(const std::string& surrogate) {
  return std::filesystem::path(surrogate).replace_extension(".sigma.h5").string();
}

bool covers(const TotalCrossSection& table, const Surrogate& surrogate) {
  return table.e_nu_min() <= surrogate.e_nu_min() && table.e_nu_max() >= surrogate.e_nu_max();
}

TotalCrossSection given_table(const std::string& path, const CrossSection& cross_section) {
  TotalCrossSection table = TotalCrossSection::read(path);
  if (table.fingerprint() != cross_section.fingerprint()) {
    throw ModelMismatch(
        fmt::format("'{}' belongs to another model (its fingerprint is {}, the card's {}); remove "
                    "generate.sigma_table and it is computed",
                    path, table.fingerprint(), cross_section.fingerprint()));
  }
  return table;
}

TotalCrossSection find_table(const RunSettings& settings, const Physics& physics, const std::string& path,
                             const Surrogate& surrogate, Threads threads) {
  if (!settings.generate_inputs.sigma_table.empty()) {
    return given_table(settings.generate_inputs.sigma_table, *physics.cross_section);
  }
  const std::string beside = table_beside(path);
  if (std::filesystem::exists(beside)) {
    TotalCrossSection table = TotalCrossSection::read(beside);
    if (table.fingerprint() == physics.cross_section->fingerprint() && covers(table, surrogate)) return table;
    spdlog::info("sigma(E_nu) is computed afresh ('{}' belongs to another model)", beside);
  }
  return TotalCrossSection::compute(physics.field, physics.probe, settings.model, settings.constants,
                                    surrogate.e_nu_min(), surrogate.e_nu_max(), threads);
}

/// Values in the card's model of the parameters that the surrogate is told.
struct ToldParameters {
  std::vector<double> values;
  bool inside = true;  ///< the box that it was trained for
};

ToldParameters told_parameters(const Surrogate& surrogate, const RunSettings& settings) {
  const std::vector<Condition> conditions = parameter_conditions(surrogate.parts().flow.conditions);
  ToldParameters told{parameter_values(conditions, settings.model)};
  const std::vector<double>& values = told.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Condition& condition = conditions[i];
    if (values[i] >= condition.low && values[i] <= condition.high) continue;
    told.inside = false;
    spdlog::warn(
        "{} = {} lies outside what the surrogate was trained for ({} to {}): weights stay exact and scatter "
        "more",
        condition.name, values[i], condition.low, condition.high);
  }
  return told;
}

}  // namespace

Surrogate read_surrogate(const std::string& path, const RunSettings& settings, const Physics& physics) {
  Surrogate surrogate = Surrogate::read(path);
  if (surrogate.shells() != physics.cross_section->shells())
    return surrogate.set_up_for(*physics.cross_section);
  const ConditionOptions& conditions = surrogate.parts().flow.conditions;
  const std::string expected = trained_model_fingerprint(physics, settings, conditions);
  if (surrogate.model_fingerprint() != expected && !settings.generate_inputs.allow_foreign_surrogate) {
    throw ModelMismatch(
        fmt::format("'{}' was trained for another model (its fingerprint is {}, this card's {}); as a "
                    "proposal it is still "
                    "exact, with weights that scatter more: say --allow-foreign-surrogate (or "
                    "generate.allow_foreign_surrogate "
                    "= true), or train one with `nereus run`",
                    path, surrogate.model_fingerprint(), expected));
  }
  const bool trained_for_card = surrogate.model_fingerprint() == expected;
  if (!conditions.any() && trained_for_card) return surrogate;
  ToldParameters told = told_parameters(surrogate, settings);
  return surrogate.set_up_for(*physics.cross_section, std::move(told.values),
                              trained_for_card && told.inside);
}

std::string shipped_surrogate(const std::string& nucleus, const std::string& particle) {
  return (std::filesystem::path(data_directory()) / "surrogates" / (file_stem(nucleus, particle) + ".h5"))
      .string();
}

std::string surrogate_path(const RunSettings& settings) {
  struck_by_neutrinos(make_probe(settings.probe, settings.constants), "no events");
  if (!settings.generate_inputs.surrogate.empty()) return settings.generate_inputs.surrogate;
  const std::string path = shipped_surrogate(settings.target.nucleus, settings.probe.particle);
  if (!std::filesystem::exists(path)) {
    throw FileError(
        fmt::format("no surrogate is shipped for {} on {} ('{}' does not exist); train one with "
                    "`nereus run --card C.toml`, or give generate.surrogate",
                    settings.probe.particle, settings.target.nucleus, path));
  }
  return path;
}

EventSource open_event_source(const RunSettings& settings, const Physics& physics, Threads threads) {
  const std::string path = surrogate_path(settings);
  Surrogate surrogate = read_surrogate(path, settings, physics);
  TotalCrossSection total = find_table(settings, physics, path, surrogate, threads);
  return {std::move(surrogate), std::move(total)};
}

Provenance make_provenance(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate) {
  return {effective_card(settings),
          NEREUS_VERSION,
          {{"meanfield", physics.field.fingerprint},
           {"cross_section", physics.cross_section->fingerprint()},
           {"surrogate", surrogate.fingerprint()},
           {"surrogate_model", surrogate.model_fingerprint()}},
          physics.cross_section->evaluator(),
          physics.cross_section->certificate()};
}

}  // namespace nereus
