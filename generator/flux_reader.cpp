// Flux histograms from CSV files. What a column means is stated in the file or the file is refused.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <optional>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "generator/flux.hpp"
#include "generator/flux_unit.hpp"
#include "generator/neutrino_names.hpp"

namespace nereus {
namespace {

enum class Convention { density, per_bin };

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// Text behind "key:" in the comments, without leading blanks.
std::optional<std::string> comment_value(const CsvTable& table, const std::string& key) {
  for (const std::string& comment : table.comments()) {
    const std::size_t begin = comment.find_first_not_of("# \t");
    if (begin == std::string::npos || comment.compare(begin, key.size() + 1, key + ":") != 0) continue;
    const std::size_t value = comment.find_first_not_of(" \t", begin + key.size() + 1);
    return value == std::string::npos ? "" : comment.substr(value);
  }
  return std::nullopt;
}

Convention convention_of(const CsvTable& table, const std::string& path) {
  const std::string rule = "write '# convention: density' (per unit of energy) or '# convention: per bin'";
  const auto stated = comment_value(table, "convention");
  if (!stated) throw InputError(fmt::format("{}: the convention of the flux is not stated; {}", path, rule));
  std::string words = lower_case(*stated);
  const std::string preamble = "flux is a ";
  if (words.rfind(preamble, 0) == 0) words = words.substr(preamble.size());
  if (words.rfind("density", 0) == 0) return Convention::density;
  if (words.rfind("per bin", 0) == 0) return Convention::per_bin;
  throw InputError(fmt::format("{}: the convention '{}' is not known; {}", path, *stated, rule));
}

/// Unit of energy in the names of the columns, in MeV.
struct EnergyUnit {
  std::string name;
  double mev = 1;
};

EnergyUnit energy_unit_of(const CsvTable& table, const std::string& path) {
  const auto has = [&](const std::string& name) {
    return std::count(table.columns().begin(), table.columns().end(), name) == 1;
  };
  for (const EnergyUnit& unit : {EnergyUnit{"GeV", 1000}, EnergyUnit{"MeV", 1}}) {
    if (has("E_low_" + unit.name) && has("E_high_" + unit.name) && has("flux")) return unit;
  }
  throw InputError(
      fmt::format("{}: a flux needs the columns E_low_GeV,E_high_GeV,flux or E_low_MeV,E_high_MeV,flux (the "
                  "unit of energy "
                  "is part of their names)",
                  path));
}

/// PDG number in the comment "particle: nu_mu"; 0 without one.
int particle_of(const CsvTable& table, const std::string& path) {
  const auto stated = comment_value(table, "particle");
  if (!stated) return 0;
  const auto found = neutrino_numbers().find(*stated);
  if (found != neutrino_numbers().end()) return found->second;
  std::vector<std::string> names;
  for (const auto& entry : neutrino_numbers()) names.push_back(entry.first);
  throw InputError(fmt::format("{}: particle '{}' is not known (there are {})", path, *stated, join(names)));
}

/// Neutrinos per cm^2 and POT in Flux::integral() = 1, if the unit says per which area and how many protons,
/// and per which energy exactly if the numbers are a density.
std::optional<double> normalisation_of(const std::string& unit_text, Convention convention,
                                       const EnergyUnit& columns, const std::string& path) {
  const auto unit = parse_flux_unit(unit_text);
  if (!unit) return std::nullopt;
  if (unit->energy_mev && convention == Convention::per_bin) {
    throw InputError(
        fmt::format("{}: the unit '{}' is per energy and the convention is per bin (they "
                    "contradict each other)",
                    path, unit_text));
  }
  if (!unit->area_cm2 || !unit->pot) return std::nullopt;
  const double per_area_and_pot = 1 / (*unit->area_cm2 * *unit->pot);
  if (convention == Convention::per_bin) return per_area_and_pot;
  if (!unit->energy_mev) return std::nullopt;
  return per_area_and_pot * columns.mev / *unit->energy_mev;  // the reader divides by columns.mev
}

}  // namespace

Flux read_flux(const std::string& path) {
  const CsvTable table = CsvTable::from_file(path, {});
  const EnergyUnit unit = energy_unit_of(table, path);
  const Convention convention = convention_of(table, path);
  if (table.rows() == 0) throw InputError(fmt::format("{}: the flux has no bins", path));

  Flux flux;
  flux.name = std::filesystem::path(path).stem().string();
  flux.origin = comment_value(table, "source").value_or(flux.name);
  flux.unit = comment_value(table, "unit").value_or("arbitrary");
  flux.pdg = particle_of(table, path);
  flux.per_cm2_pot = normalisation_of(flux.unit, convention, unit, path);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double low = unit.mev * table.number(row, "E_low_" + unit.name);
    const double high = unit.mev * table.number(row, "E_high_" + unit.name);
    const double content = table.number(row, "flux");
    const std::string where = table.where(row);
    if (low < 0) throw InputError(fmt::format("{}: the energy {} MeV is negative", where, low));
    if (high <= low)
      throw InputError(fmt::format("{}: the bin from {} to {} MeV is empty", where, low, high));
    if (content < 0) throw InputError(fmt::format("{}: the flux {} is negative", where, content));
    // Edges written with a few digits may differ in the last one.
    const bool joins = flux.edges.empty() || std::abs(low - flux.edges.back()) <= 1e-9 * high;
    if (!joins) {
      throw InputError(
          fmt::format("{}: the bin begins at {} MeV where the one before ends at {} MeV (bins must "
                      "ascend without gaps or overlaps)",
                      where, low, flux.edges.back()));
    }
    if (flux.edges.empty()) flux.edges.push_back(low);
    flux.edges.push_back(high);
    flux.density.push_back(convention == Convention::density ? content / unit.mev : content / (high - low));
  }
  if (!(flux.integral() > 0) || !std::isfinite(flux.integral())) {
    throw InputError(
        fmt::format("{}: the flux contains no neutrinos (its integral is {})", path, flux.integral()));
  }
  return flux;
}

}  // namespace nereus
