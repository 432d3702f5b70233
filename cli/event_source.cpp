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

/// The surrogate of `path` for this cross section, whatever model it was trained on.
Surrogate read_surrogate(const std::string& path, const CrossSection& cross_section) {
  Surrogate surrogate = Surrogate::read(path);
  if (surrogate.model_fingerprint() == cross_section.fingerprint()) return surrogate;
  return surrogate.set_up_for(cross_section);
}

}  // namespace

std::string surrogate_path(const RunSettings& settings) {
  struck_by_neutrinos(make_probe(settings.probe, settings.constants), "no events");
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
  Surrogate surrogate = read_surrogate(path, *physics.cross_section);
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
