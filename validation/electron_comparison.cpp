#include "validation/electron_comparison.hpp"

#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

/// Below, spectra consist of discrete levels and giant resonances [MeV].
constexpr double continuum_start = 10;

/// The region in which a quasi-elastic peak is looked for.
struct PeakWindow {
  double min, max;
};

PeakWindow window_about(double free_energy_loss) {
  return {std::max(continuum_start, 0.6 * free_energy_loss), 1.3 * free_energy_loss + 40};
}

SettingComparison prepared(const ElectronSetting& setting, const PhysicalConstants& constants, double step) {
  SettingComparison result;
  result.setting = setting;
  const double free = free_nucleon_energy_loss(setting.beam_energy, setting.theta(), constants.nucleon_mass);
  result.at_peak = transfer_of({setting.beam_energy, setting.theta(), free});
  const PeakWindow window = window_about(free);
  std::vector<SpectrumPoint> measured;
  for (const ElectronPoint& point : setting.points)
    measured.push_back({point.omega, point.d2sigma, point.error});
  result.data_peak = find_peak(measured, window.min, window.max);
  // The curve covers the window, too, where the measurement ends inside it; the electron keeps some energy.
  const double last = std::min(std::max(setting.points.back().omega, window.max), 0.98 * setting.beam_energy);
  for (int i = 1; i * step <= last; ++i) result.curve_omega.push_back(i * step);
  return result;
}

/// One evaluation: where to put the value.
struct Task {
  const ElectronCrossSection* d2sigma;
  ElectronKinematics electron;
  double* value;
};

/// Makes room for every value and lists what must be computed.
std::vector<Task> tasks_of(std::vector<SettingComparison>& settings,
                           const std::vector<ElectronModel>& models) {
  std::vector<Task> tasks;
  for (SettingComparison& at : settings) {
    at.models.resize(models.size());
    const double E = at.setting.beam_energy, theta = at.setting.theta();
    for (std::size_t m = 0; m < models.size(); ++m) {
      ModelSpectrum& spectrum = at.models[m];
      spectrum.at_points.resize(at.setting.points.size());
      spectrum.curve.resize(at.curve_omega.size());
      for (std::size_t i = 0; i < spectrum.at_points.size(); ++i)
        tasks.push_back({&models[m].d2sigma, {E, theta, at.setting.points[i].omega}, &spectrum.at_points[i]});
      for (std::size_t i = 0; i < spectrum.curve.size(); ++i)
        tasks.push_back({&models[m].d2sigma, {E, theta, at.curve_omega[i]}, &spectrum.curve[i]});
    }
  }
  return tasks;
}

/// Peaks of all models, and the end of the quasi-elastic side, which is the same for all: that of the first
/// model.
void find_peaks(SettingComparison& at) {
  const PeakWindow window = window_about(at.at_peak.omega);
  at.side_end = at.at_peak.omega;  // without a peak: scattering from a free nucleon
  for (std::size_t m = 0; m < at.models.size(); ++m) {
    std::vector<SpectrumPoint> curve;
    for (std::size_t i = 0; i < at.curve_omega.size(); ++i)
      curve.push_back({at.curve_omega[i], at.models[m].curve[i], 1});
    const auto peak = find_peak(curve, window.min, window.max);
    if (peak && m == 0) at.side_end = peak->omega + (peak->omega - half_height_below(curve, *peak)) / 2;
    at.models[m].peak = peak;
  }
}

void judge(const SettingComparison& at, ModelSpectrum& spectrum) {
  for (std::size_t i = 0; i < spectrum.at_points.size(); ++i) {
    const ElectronPoint& point = at.setting.points[i];
    const double deviation = (spectrum.at_points[i] - point.d2sigma) / point.error;
    spectrum.all.sum += deviation * deviation;
    ++spectrum.all.points;
    if (point.omega < continuum_start || point.omega > at.side_end) continue;
    spectrum.side.sum += deviation * deviation;
    ++spectrum.side.points;
  }
}

}  // namespace

ElectronComparison compare_with_electrons(const ElectronData& data, const std::vector<ElectronModel>& models,
                                          const PhysicalConstants& constants,
                                          const ElectronComparisonOptions& options, Threads threads) {
  if (!(options.curve_step > 0)) throw InputError("the step of the curves must be positive");
  ElectronComparison comparison;
  comparison.nucleus = data.nucleus;
  for (const ElectronModel& model : models) comparison.labels.push_back(model.label);
  for (const ElectronSetting& setting : data.settings) {
    SettingComparison at = prepared(setting, constants, options.curve_step);
    if (at.at_peak.q > options.q_max) {
      comparison.left_out.push_back(setting);
    } else {
      comparison.settings.push_back(std::move(at));
    }
  }
  const std::vector<Task> tasks = tasks_of(comparison.settings, models);
  parallel_for(tasks.size(), threads,
               [&](std::size_t i) { *tasks[i].value = (*tasks[i].d2sigma)(tasks[i].electron); });
  for (SettingComparison& at : comparison.settings) {
    find_peaks(at);
    for (ModelSpectrum& spectrum : at.models) judge(at, spectrum);
  }
  return comparison;
}

ChiSquare total_side(const ElectronComparison& comparison, std::size_t model) {
  ChiSquare total;
  for (const SettingComparison& at : comparison.settings) {
    total.sum += at.models[model].side.sum;
    total.points += at.models[model].side.points;
  }
  return total;
}

}  // namespace nereus
