#include "validation/electron_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

constexpr double mev_per_gev = 1000;
constexpr double pi = 3.14159265358979323846;

[[noreturn]] void refuse(const CsvTable& table, std::size_t row, const std::string& why) {
  throw InputError(fmt::format("{}: no measurement of electron scattering ({})", table.where(row), why));
}

/// An empty cell means that the archive gives no such error.
double optional_number(const CsvTable& table, std::size_t row, const char* column) {
  return table.text(row, column).empty() ? 0.0 : table.number(row, column);
}

Nucleus nucleus_of(const CsvTable& table, std::size_t row) {
  const double Z = table.number(row, "Z"), A = table.number(row, "A");
  if (Z != std::floor(Z) || A != std::floor(A) || Z < 1 || A < Z || A > 400)
    refuse(table, row, fmt::format("Z = {}, A = {}", Z, A));
  return {static_cast<int>(Z), static_cast<int>(A - Z)};
}

/// \return the point; with error 0 if the row holds neither a positive cross section nor an error
ElectronPoint point_of(const CsvTable& table, std::size_t row) {
  ElectronPoint point;
  point.omega = mev_per_gev * table.number(row, "omega_GeV");
  point.d2sigma = table.number(row, "xsec_nb_per_sr_GeV");
  point.error = std::hypot(table.number(row, "error"), optional_number(table, row, "error_syst"));
  if (point.omega < 0 || point.omega >= mev_per_gev * table.number(row, "E_GeV"))
    refuse(table, row, fmt::format("energy loss of {} MeV", point.omega));
  if (point.error == 0 && point.d2sigma > 0) refuse(table, row, "a cross section without an error");
  return point;
}

}  // namespace

double ElectronSetting::theta() const { return theta_deg * pi / 180; }

ElectronData read_electron_data(const std::string& path) {
  const CsvTable table = CsvTable::from_file(path, {"Z", "A", "E_GeV", "theta_deg", "omega_GeV",
                                                    "xsec_nb_per_sr_GeV", "error", "error_syst", "key"});
  if (table.rows() == 0) throw InputError(fmt::format("{}: no measurements (the table has no rows)", path));
  ElectronData data;
  data.nucleus = nucleus_of(table, 0);
  std::map<std::tuple<std::string, double, double>, ElectronSetting> settings;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Nucleus nucleus = nucleus_of(table, row);
    if (nucleus.Z != data.nucleus.Z || nucleus.N != data.nucleus.N)
      refuse(table, row, fmt::format("{} in a file of {}", nucleus.name(), data.nucleus.name()));
    const ElectronPoint point = point_of(table, row);
    if (point.error == 0) {
      ++data.empty_rows;
      continue;
    }
    const double energy = mev_per_gev * table.number(row, "E_GeV"), theta = table.number(row, "theta_deg");
    if (!(theta > 0 && theta <= 180)) refuse(table, row, fmt::format("theta = {} degrees", theta));
    ElectronSetting& setting = settings[{table.text(row, "key"), theta, energy}];
    setting.beam_energy = energy;
    setting.theta_deg = theta;
    setting.experiment = table.text(row, "key");
    setting.points.push_back(point);
  }
  for (auto& [key, setting] : settings) {
    std::stable_sort(setting.points.begin(), setting.points.end(),
                     [](const ElectronPoint& a, const ElectronPoint& b) { return a.omega < b.omega; });
    data.settings.push_back(std::move(setting));
  }
  return data;
}

ElectronData of_experiment(const ElectronData& data, const std::string& experiment) {
  if (experiment == "all") return data;
  ElectronData chosen = data;
  chosen.settings.clear();
  std::vector<std::string> there;
  for (const ElectronSetting& setting : data.settings) {
    if (setting.experiment == experiment) chosen.settings.push_back(setting);
    if (there.empty() || there.back() != setting.experiment) there.push_back(setting.experiment);
  }
  if (chosen.settings.empty())
    throw InputError(fmt::format("no measurement of {} by '{}' (there are {}, or all){}", data.nucleus.name(),
                                 experiment, join(there), did_you_mean(experiment, there)));
  return chosen;
}

}  // namespace nereus
