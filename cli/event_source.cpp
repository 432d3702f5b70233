#include "cli/event_source.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "generator/data_directory.hpp"

namespace nereus {
namespace {

/// "c12_numu" for C12 and nu_mu.
std::string file_stem(const RunSettings& settings) {
  std::string stem = parse_nucleus(settings.target.nucleus).name() + "_";
  for (const char c : settings.probe.particle) {
    if (c != '_') stem += c;
  }
  std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) { return std::tolower(c); });
  return stem;
}

/// "x/c12_numu.h5" -> "x/c12_numu.sigma.h5"
std::string table_beside(const std::string& surrogate) {
  return std::filesystem::path(surrogate).replace_extension(".sigma.h5").string();
}

std::string labels(const std::vector<Shell>& shells) {
  std::vector<std::string> words;
  for (const Shell& shell : shells) words.push_back(fmt::format("{} {}", name(shell.isospin), label(shell)));
  return join(words);
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

/// The flow lives in coordinates of the unit cube: set up with the thresholds and masses of the present
/// cross section it covers the whole phase space of it, whatever model it was trained on.
Surrogate fit_to(const CrossSection& cross_section, Surrogate surrogate, const std::string& path) {
  if (surrogate.model_fingerprint() == cross_section.fingerprint()) return surrogate;
  if (surrogate.shells() != cross_section.shells()) {
    throw ModelMismatch(
        fmt::format("the surrogate '{}' has the shells {} (the card's model: {}); train one with "
                    "`nereus run --card C.toml`",
                    path, labels(surrogate.shells()), labels(cross_section.shells())));
  }
  spdlog::warn("the surrogate '{}' was trained on another model: the weights are exact, but scatter more",
               path);
  SurrogateParts parts = surrogate.parts();
  parts.phase_space = make_phase_space(cross_section, surrogate.e_nu_min(), surrogate.e_nu_max(),
                                       parts.phase_space.coordinates);
  return Surrogate::assemble(std::move(parts));
}

}  // namespace

std::string surrogate_path(const RunSettings& settings) {
  if (!settings.generate_inputs.surrogate.empty()) return settings.generate_inputs.surrogate;
  const auto path = std::filesystem::path(data_directory()) / "surrogates" / (file_stem(settings) + ".h5");
  if (!std::filesystem::exists(path)) {
    throw FileError(
        fmt::format("no surrogate is shipped for {} on {} ('{}' does not exist); train one with "
                    "`nereus run --card C.toml`, or give generate.surrogate",
                    settings.probe.particle, settings.target.nucleus, path.string()));
  }
  return path.string();
}

EventSource open_event_source(const RunSettings& settings, const Physics& physics, Threads threads) {
  const std::string path = surrogate_path(settings);
  Surrogate surrogate = fit_to(*physics.cross_section, Surrogate::read(path), path);
  TotalCrossSection total = find_table(settings, physics, path, surrogate, threads);
  return {std::move(surrogate), std::move(total)};
}

Provenance make_provenance(const RunSettings& settings, const Physics& physics, const Surrogate& surrogate) {
  return {effective_card(settings),
          NEREUS_VERSION,
          {{"meanfield", physics.field.fingerprint},
           {"cross_section", physics.cross_section->fingerprint()},
           {"surrogate", surrogate.fingerprint()},
           {"surrogate_model", surrogate.model_fingerprint()}}};
}

}  // namespace nereus
