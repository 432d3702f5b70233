// The comparison with electron data as a table.

#include <fmt/format.h>

#include "validation/electron_comparison.hpp"

namespace nereus {
namespace {

std::string per_point(const ChiSquare& chi) {
  if (chi.points == 0) return fmt::format("{:>9} {:>4}", "-", 0);
  return fmt::format("{:>9.2f} {:>4}", chi.sum / static_cast<double>(chi.points), chi.points);
}

/// Peak of the data; the model's shift against it and ratio of heights.
std::string peak_columns(const std::optional<SpectrumPeak>& data, const std::optional<SpectrumPeak>& model) {
  std::string text = data ? fmt::format("{:>8.1f}", data->omega) : fmt::format("{:>8}", "-");
  text += model ? fmt::format("{:>8.1f}", model->omega) : fmt::format("{:>8}", "-");
  if (!data || !model) return text + fmt::format("{:>8}{:>8}", "-", "-");
  return text + fmt::format("{:>+8.1f}{:>8.3f}", model->omega - data->omega, model->height / data->height);
}

}  // namespace

std::string electron_report_text(const ElectronComparison& comparison) {
  std::string text = fmt::format(
      "{} (e,e'): chi2 per point (all points; quasi-elastic side), peaks by parabolas, model - data\n"
      "{:<20}{:>8}{:>7}{:>7}  {:<46}{:>9} {:>4}{:>10} {:>4}{:>8}{:>8}{:>8}{:>8}\n",
      comparison.nucleus.name(), "experiment", "E [MeV]", "theta", "q", "model", "all", "n", "side", "n",
      "data", "model", "shift", "ratio");
  for (const SettingComparison& at : comparison.settings)
    for (std::size_t m = 0; m < at.models.size(); ++m) {
      const ModelSpectrum& spectrum = at.models[m];
      text += fmt::format("{:<20}{:>8.0f}{:>7.1f}{:>7.0f}  {:<46}{} {}{}\n", at.setting.experiment,
                          at.setting.beam_energy, at.setting.theta_deg, at.at_peak.q, comparison.labels[m],
                          per_point(spectrum.all), per_point(spectrum.side),
                          peak_columns(at.data_peak, spectrum.peak));
    }
  for (std::size_t m = 0; m < comparison.labels.size(); ++m) {
    const ChiSquare total = total_side(comparison, m);
    text += fmt::format("together, quasi-elastic side, {}: chi2 = {:.1f} for {} points\n",
                        comparison.labels[m], total.sum, total.points);
  }
  if (!comparison.left_out.empty())
    text += fmt::format("{} settings are left out: their momentum transfer is larger than asked for\n",
                        comparison.left_out.size());
  return text;
}

}  // namespace nereus
