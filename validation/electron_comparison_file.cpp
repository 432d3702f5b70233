#include "validation/electron_comparison_file.hpp"

#include <fmt/format.h>

#include <functional>

#include "base/sealed_file.hpp"

namespace nereus {
namespace {

constexpr const char* cross_section_unit = "nb sr^-1 GeV^-1";

/// One number of every setting.
std::vector<double> of_settings(const ElectronComparison& comparison,
                                const std::function<double(const SettingComparison&)>& number) {
  std::vector<double> values;
  for (const SettingComparison& at : comparison.settings) values.push_back(number(at));
  return values;
}

void append(std::vector<double>& all, const std::vector<double>& part) {
  all.insert(all.end(), part.begin(), part.end());
}

void write_peaks(SealedFileWriter& file, const std::string& group, const ElectronComparison& comparison,
                 const std::function<std::optional<SpectrumPeak>(const SettingComparison&)>& peak) {
  const auto number = [&](auto&& part) {
    return of_settings(comparison, [&](const SettingComparison& at) { return part(peak(at)); });
  };
  using Peak = std::optional<SpectrumPeak>;
  file.write(group + "/has_peak", number([](const Peak& p) { return p ? 1.0 : 0.0; }), "1");
  file.write(group + "/peak_omega", number([](const Peak& p) { return p ? p->omega : 0.0; }), "MeV");
  file.write(group + "/peak_height", number([](const Peak& p) { return p ? p->height : 0.0; }),
             cross_section_unit);
}

void write_settings(SealedFileWriter& file, const ElectronComparison& comparison) {
  const auto write = [&](const char* name, const char* unit, auto&& number) {
    file.write(std::string("/settings/") + name, of_settings(comparison, number), unit);
  };
  using At = const SettingComparison&;
  write("beam_energy", "MeV", [](At at) { return at.setting.beam_energy; });
  write("theta", "degrees", [](At at) { return at.setting.theta_deg; });
  write("q", "MeV", [](At at) { return at.at_peak.q; });
  write("omega_free", "MeV", [](At at) { return at.at_peak.omega; });
  write("points", "1", [](At at) { return static_cast<double>(at.setting.points.size()); });
  write("curve_points", "1", [](At at) { return static_cast<double>(at.curve_omega.size()); });
  write_peaks(file, "/settings", comparison, [](At at) { return at.data_peak; });
  std::vector<std::string> experiments;
  for (At at : comparison.settings) experiments.push_back(at.setting.experiment);
  file.attribute("/settings", "experiments", experiments);
}

void write_data(SealedFileWriter& file, const ElectronComparison& comparison) {
  std::vector<double> omega, d2sigma, error, curve;
  for (const SettingComparison& at : comparison.settings) {
    for (const ElectronPoint& point : at.setting.points) {
      omega.push_back(point.omega);
      d2sigma.push_back(point.d2sigma);
      error.push_back(point.error);
    }
    append(curve, at.curve_omega);
  }
  file.write("/data/omega", omega, "MeV");
  file.write("/data/d2sigma", d2sigma, cross_section_unit);
  file.write("/data/error", error, cross_section_unit);
  file.write("/curve/omega", curve, "MeV");
}

void write_model(SealedFileWriter& file, const ElectronComparison& comparison, std::size_t m) {
  const std::string group = fmt::format("/models/{}", m);
  std::vector<double> d2sigma, curve;
  for (const SettingComparison& at : comparison.settings) {
    append(d2sigma, at.models[m].at_points);
    append(curve, at.models[m].curve);
  }
  file.write(group + "/d2sigma", d2sigma, cross_section_unit);
  file.write(group + "/curve", curve, cross_section_unit);
  using At = const SettingComparison&;
  write_peaks(file, group, comparison, [m](At at) { return at.models[m].peak; });
  file.write(group + "/side_end", of_settings(comparison, [](At at) { return at.side_end; }), "MeV");
  const auto write = [&](const char* name, const char* unit, auto&& number) {
    file.write(group + "/" + name,
               of_settings(comparison, [&](At at) { return static_cast<double>(number(at.models[m])); }),
               unit);
  };
  using Model = const ModelSpectrum&;
  write("chi2", "1", [](Model model) { return model.all.sum; });
  write("chi2_points", "1", [](Model model) { return model.all.points; });
  write("side_chi2", "1", [](Model model) { return model.side.sum; });
  write("side_points", "1", [](Model model) { return model.side.points; });
  file.attribute(group, "label", comparison.labels[m]);
}

}  // namespace

void write_electron_comparison(const std::string& path, const ElectronComparison& comparison,
                               const Provenance& provenance) {
  SealedFileWriter file(path, "electron_comparison");
  write_settings(file, comparison);
  write_data(file, comparison);
  for (std::size_t m = 0; m < comparison.labels.size(); ++m) write_model(file, comparison, m);
  file.attribute("/", "nucleus", comparison.nucleus.name());
  file.attribute("/", "models", static_cast<std::int64_t>(comparison.labels.size()));
  file.attribute("/", "left_out", static_cast<std::int64_t>(comparison.left_out.size()));
  file.attribute("/", "card", provenance.card);
  file.attribute("/", "version", provenance.version);
  for (const auto& [name, fingerprint] : provenance.fingerprints)
    file.attribute("/", "fingerprint_" + name, fingerprint);
  file.close();
}

}  // namespace nereus
