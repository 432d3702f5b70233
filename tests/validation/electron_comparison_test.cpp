#include "validation/electron_comparison.hpp"

#include <gtest/gtest.h>

#include "../base/temporary_folder.hpp"
#include "base/error.hpp"
#include "base/sealed_file.hpp"
#include "sample_electrons.hpp"
#include "validation/electron_comparison_file.hpp"

namespace nereus {
namespace {

ElectronComparison compare(const ElectronData& data,
                           const std::vector<ElectronModel>& models = {{"Gaussian", gaussian_d2sigma}}) {
  return compare_with_electrons(data, models, {}, {}, Threads{2});
}

// Every point lies exactly one error away.
TEST(ElectronComparison, GivesChiSquareOneForPointsOneErrorAway) {
  for (const SettingComparison& at : compare(gaussian_measurements()).settings) {
    const ModelSpectrum& model = at.models[0];
    EXPECT_EQ(model.all.points, at.setting.points.size());
    EXPECT_NEAR(model.all.sum, static_cast<double>(model.all.points), 1e-9);
    EXPECT_NEAR(model.side.sum, static_cast<double>(model.side.points), 1e-9);
  }
}

// By its definition the side ends at the peak + sigma sqrt(2 ln 2)/2. Tolerance: interpolation over 2 MeV.
TEST(ElectronComparison, EndsTheQuasiElasticSideHalfAHalfWidthAboveThePeak) {
  for (const SettingComparison& at : compare(gaussian_measurements()).settings) {
    const ModelSpectrum& model = at.models[0];
    ASSERT_TRUE(model.peak);
    const double centre = at.at_peak.omega + 25;
    const double q = transfer_of({at.setting.beam_energy, at.setting.theta(), centre}).q;
    EXPECT_NEAR(model.peak->omega, centre, 0.5);
    EXPECT_NEAR(at.side_end, centre + (10 + 0.1 * q) * std::sqrt(2 * std::log(2)) / 2, 0.5);
    std::size_t inside = 0;
    for (const ElectronPoint& point : at.setting.points)
      if (point.omega >= 10 && point.omega <= at.side_end) ++inside;
    EXPECT_EQ(model.side.points, inside);
  }
}

// Data 12 MeV higher in energy loss and 10 % higher; the zigzag of the points moves fits by about 1 %.
TEST(ElectronComparison, MeasuresShiftAndHeightOfTheData) {
  for (const SettingComparison& at : compare(gaussian_measurements(12, 1.1)).settings) {
    ASSERT_TRUE(at.data_peak && at.models[0].peak);
    EXPECT_NEAR(at.models[0].peak->omega - at.data_peak->omega, -12, 2.5);
    EXPECT_NEAR(at.models[0].peak->height / at.data_peak->height, 1 / 1.1, 0.03);
    EXPECT_GT(at.models[0].side.sum, 5.0 * static_cast<double>(at.models[0].side.points));
  }
}

TEST(ElectronComparison, KeepsTheModelsApart) {
  const auto twice = [](const ElectronKinematics& electron) { return 2 * gaussian_d2sigma(electron); };
  const ElectronComparison comparison =
      compare(gaussian_measurements(), {{"once", gaussian_d2sigma}, {"twice", twice}});
  EXPECT_EQ(comparison.labels, (std::vector<std::string>{"once", "twice"}));
  for (const SettingComparison& at : comparison.settings)
    for (std::size_t i = 0; i < at.curve_omega.size(); ++i)
      EXPECT_EQ(at.models[1].curve[i], 2 * at.models[0].curve[i]);
  EXPECT_GT(total_side(comparison, 1).sum, 100 * total_side(comparison, 0).sum);
}

TEST(ElectronComparison, LeavesOutSettingsBeyondTheMomentumAskedFor) {
  ElectronComparisonOptions options;
  options.q_max = 500;
  const ElectronComparison comparison = compare_with_electrons(
      gaussian_measurements(), {{"Gaussian", gaussian_d2sigma}}, {}, options, Threads{1});
  EXPECT_EQ(comparison.settings.size(), 1u);
  EXPECT_EQ(comparison.left_out.size(), 2u);
  EXPECT_NE(electron_report_text(comparison).find("2 settings are left out"), std::string::npos);
}

// A model without strength has no peak: the side then ends at the energy loss on a free nucleon.
TEST(ElectronComparison, SurvivesAModelWithoutAPeak) {
  const auto nothing = [](const ElectronKinematics&) { return 0.0; };
  const ElectronComparison comparison = compare(gaussian_measurements(), {{"nothing", nothing}});
  for (const SettingComparison& at : comparison.settings) {
    EXPECT_FALSE(at.models[0].peak);
    EXPECT_EQ(at.side_end, at.at_peak.omega);
  }
  EXPECT_NE(electron_report_text(comparison).find("nothing"), std::string::npos);
}

TEST(ElectronComparison, CarriesErrorsOfTheModelOut) {
  const auto failing = [](const ElectronKinematics&) -> double { throw ConvergenceError("no waves"); };
  EXPECT_REFUSED(compare(gaussian_measurements(), {{"failing", failing}}), ConvergenceError, "no waves");
}

// Elastic scattering from a nucleon at rest: q^2 = omega^2 + 2 M omega.
TEST(ElectronKinematics, PutsTheFreePeakOnTheMassShell) {
  for (double theta : {0.6, 1.0, 2.5}) {
    const double omega = free_nucleon_energy_loss(560, theta, 938.92);
    EXPECT_NEAR(transfer_of({560, theta, omega}).Q2(), 2 * 938.92 * omega, 1e-6);
  }
}

using ElectronComparisonFile = TemporaryFolder;

TEST_F(ElectronComparisonFile, HoldsWhatThePlotsNeed) {
  const ElectronComparison comparison = compare(gaussian_measurements());
  write_electron_comparison(path("e.h5"), comparison,
                            {"card", "1.2.3", {{"meanfield", "abc"}}, "direct", ""});
  const SealedFileReader file(path("e.h5"), "electron_comparison");
  EXPECT_EQ(file.text_attribute("/", "nucleus"), "C12");
  EXPECT_EQ(file.text_attribute("/models/0", "label"), "Gaussian");
  EXPECT_EQ(file.list_attribute("/settings", "experiments").size(), 3u);
  const auto chi2 = file.read("/models/0/side_chi2").values;
  const auto curve = file.read("/models/0/curve").values;
  ASSERT_EQ(chi2.size(), 3u);
  EXPECT_EQ(chi2[2], comparison.settings[2].models[0].side.sum);
  EXPECT_EQ(curve.back(), comparison.settings[2].models[0].curve.back());
  EXPECT_EQ(file.read("/data/omega").values.size(), file.read("/models/0/d2sigma").values.size());
}

}  // namespace
}  // namespace nereus
