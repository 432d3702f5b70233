#pragma once
// Cross sections of the model held against measured spectra of scattered electrons.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/constants.hpp"
#include "base/parallel.hpp"
#include "validation/electron_data.hpp"
#include "validation/electron_kinematics.hpp"
#include "validation/spectrum_peak.hpp"

namespace nereus {

/// A cross section and what it is called in tables and plots.
struct ElectronModel {
  std::string label;
  ElectronCrossSection d2sigma;
};

struct ElectronComparisonOptions {
  double curve_step = 2;  ///< of the curves, from curve_step to the last measured energy loss [MeV]
  double q_max =
      1000;  ///< settings with a larger momentum transfer at the free-nucleon peak are left out [MeV]
};

/// Deviations of a model from measured points, in units of their errors.
struct ChiSquare {
  double sum = 0;
  std::size_t points = 0;
};

/// One model at one setting.
struct ModelSpectrum {
  std::vector<double> at_points;     ///< at the measured energy losses [nb sr^-1 GeV^-1]
  std::vector<double> curve;         ///< at SettingComparison::curve_omega [nb sr^-1 GeV^-1]
  std::optional<SpectrumPeak> peak;  ///< [MeV, nb sr^-1 GeV^-1]
  ChiSquare all;                     ///< over every point
  ChiSquare side;                    ///< over the quasi-elastic side
};

/// All models at one setting.
struct SettingComparison {
  ElectronSetting setting;
  Transfer at_peak;  ///< of scattering from a free nucleon at rest [MeV]
  std::optional<SpectrumPeak> data_peak;
  double side_end = 0;                ///< end of the quasi-elastic side, for all models [MeV]
  std::vector<double> curve_omega;    ///< [MeV]
  std::vector<ModelSpectrum> models;  ///< in the order of ElectronComparison::labels
};

struct ElectronComparison {
  Nucleus nucleus;
  std::vector<std::string> labels;
  std::vector<SettingComparison> settings;
  std::vector<ElectronSetting> left_out;  ///< beyond ElectronComparisonOptions::q_max
};

/// Evaluates every model at every setting. Nothing is fitted or scaled.
///
/// Peaks: `find_peak` between 0.6 w and 1.3 w + 40 MeV, but not below 10 MeV, with w the energy loss on a
/// free nucleon: the same rule for data and models, above the discrete levels and below the Delta.
/// Quasi-elastic side: from 10 MeV to the first model's peak plus half of the width between the peak and the
/// energy below it at which that model has half its height (without a peak: to the energy loss on a free
/// nucleon); the same points for all models. What lies above is knockout of two nucleons and the Delta, which
/// the models do not have. \throws ConvergenceError or whatever else a model throws
ElectronComparison compare_with_electrons(const ElectronData& data, const std::vector<ElectronModel>& models,
                                          const PhysicalConstants& constants,
                                          const ElectronComparisonOptions& options, Threads threads);

/// Total over all settings of one model, quasi-elastic side.
ChiSquare total_side(const ElectronComparison& comparison, std::size_t model);

/// Table for people: one line per setting and model.
std::string electron_report_text(const ElectronComparison& comparison);

}  // namespace nereus
