#include "validation/validate.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "generator/generate.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/validation/sample_inputs.hpp"
#include "validation/event_file_check.hpp"

namespace nereus {
namespace {

using test::sample_inputs;

ValidationReport report_with(const ValidateOptions& options, int threads = 2) {
  const auto& inputs = sample_inputs();
  return validate_surrogate(*inputs.cross_section, inputs.total, inputs.untrained, options, Threads{threads});
}

ValidateOptions quick() {
  ValidateOptions options;
  options.samples = 20000;
  return options;
}

TEST(Validate, AnUntrainedSurrogateIsInefficientButRight) {
  const ValidationReport report = report_with(quick());
  EXPECT_TRUE(report.passed);
  ASSERT_EQ(report.by_shell.size(), 2U);
  for (const WeightStatistics& shell : report.by_shell) {
    EXPECT_GT(shell.ress, 0.05);
    EXPECT_LT(shell.ress, 0.9);
    EXPECT_NEAR(shell.mean, 1, 4.89 * shell.mean_error);  // false alarm 1e-6
  }
  EXPECT_EQ(report.by_shell[0].samples + report.by_shell[1].samples, 20000);
  EXPECT_EQ(report.slices.size(), 2U * 16U);
}

TEST(Validate, NumbersDoNotDependOnTheNumberOfThreads) {
  const ValidationReport one = report_with(quick(), 1), two = report_with(quick(), 2);
  EXPECT_EQ(one.together.ress, two.together.ress);
  EXPECT_EQ(one.closure.sigma_events, two.closure.sigma_events);
}

// The same truth in two measures: flat E_nu with shells by their share, and events as generated.
TEST(Validate, FluxAndFlatModesBothClose) {
  ValidateOptions options = quick();
  options.flux = "T2K_ND280_numu";
  const ValidationReport report = report_with(options);
  EXPECT_TRUE(report.passed);
  EXPECT_NEAR(report.kept_fraction, 0.8232159049881619, 1e-12);
  EXPECT_GT(report.by_shell[1].samples, report.by_shell[0].samples) << "1p3/2 holds more nucleons";
}

TEST(Validate, AWrongTotalCrossSectionFails) {
  const auto& inputs = sample_inputs();
  std::vector<double> energies;
  std::vector<std::vector<double>> sigma(2);
  for (int i = 0; i <= 80; ++i) {
    energies.push_back(200 + 10.0 * i);
    // Too large in one shell at high energies only: by as much as an untrained surrogate can show so fast.
    sigma[0].push_back(inputs.total.sigma(0, energies.back()) * (energies.back() > 800 ? 2 : 1));
    sigma[1].push_back(inputs.total.sigma(1, energies.back()));
  }
  const auto wrong = TotalCrossSection::from_values(energies, sigma, inputs.cross_section->fingerprint());
  EXPECT_FALSE(
      validate_surrogate(*inputs.cross_section, wrong, inputs.untrained, quick(), Threads{2}).passed);
}

TEST(Validate, ReportHoldsTheNumbersInBothForms) {
  const ValidationReport report = report_with(quick());
  const std::string text = report_text(report);
  EXPECT_NE(text.find("1s1/2"), std::string::npos);
  EXPECT_NE(text.find("together"), std::string::npos);
  EXPECT_NE(text.find("validation passed"), std::string::npos);
  const auto json =
      nlohmann::json::parse(report_json(report, {"a card", "0.1.0", {{"surrogate", "abc"}}, "direct", ""}));
  EXPECT_EQ(json["shells"]["1p3/2"]["ress"].get<double>(), report.by_shell[1].ress);
  EXPECT_EQ(json["closure"]["passed"].get<bool>(), true);
  EXPECT_EQ(json["card"], "a card");
  EXPECT_EQ(json["slices"].size(), report.slices.size());
}

// The worst slice is the one of the lowest RESS, and the largest weights of the slices are those of all.
TEST(Validate, SlicesTellWhereTheWeightsScatter) {
  const ValidationReport report = report_with(quick());
  const EnergySlice* worst = worst_slice(report.slices);
  ASSERT_NE(worst, nullptr);
  double lowest = 1, largest = 0;
  for (const EnergySlice& slice : report.slices) {
    lowest = std::min(lowest, slice.ress);
    largest = std::max(largest, slice.max_weight);
  }
  EXPECT_EQ(worst->ress, lowest);
  EXPECT_EQ(largest, report.together.max_weight);
  EXPECT_NE(report_text(report).find("worst slice: " + slice_title(report, *worst)), std::string::npos);
  EXPECT_EQ(worst_slice({}), nullptr);
}

// Poor is not wrong: the rows fail, the validation passes. The published flow is held to none of them.
TEST(Validate, RequirementsJudgeTheQualityApartFromTheClosure) {
  const ValidationReport report = report_with(quick());
  EXPECT_TRUE(report.passed);
  ASSERT_EQ(report.requirements.size(), 6U);
  EXPECT_FALSE(all_met(report.requirements));
  EXPECT_EQ(report.requirements[3].value, 100 * worst_slice(report.slices)->ress);
  EXPECT_NE(report_text(report).find("FAIL"), std::string::npos);
  const auto json = nlohmann::json::parse(report_json(report, {}));
  EXPECT_EQ(json["requirements"].size(), 6U);
  EXPECT_EQ(json["requirements"][0]["met"].get<bool>(), false);

  FlowOptions published;
  published.kind = "published";
  published.published.size = "custom";
  const auto& inputs = sample_inputs();
  const Surrogate flow =
      Surrogate::untrained(make_phase_space(*inputs.cross_section, 200, 1000), 5, published);
  EXPECT_TRUE(validate_surrogate(*inputs.cross_section, inputs.total, flow, quick(), Threads{2})
                  .requirements.empty());
}

// What lies beside a quasi-bound state is counted, and judged apart.
TEST(Validate, NeedlesAreToldFromTheRest) {
  ValidateOptions options = quick();
  const ValidationReport plain = report_with(options);
  EXPECT_EQ(plain.needles.events, 0);
  EXPECT_EQ(plain.needles.max_weight_elsewhere, plain.together.max_weight);
  for (double T = 0; T < 1000; T += 0.009) options.quasi_bound_mev.push_back(T);
  const ValidationReport all = report_with(options);
  EXPECT_EQ(all.needles.events, options.samples);
  EXPECT_EQ(all.needles.max_weight, plain.together.max_weight);
  EXPECT_EQ(all.needles.max_weight_elsewhere, 0);
  EXPECT_EQ(plain.requirements.back().value, plain.together.max_weight);
  EXPECT_EQ(all.requirements.back().value, 0) << "the limit on the largest weight leaves them out";
  EXPECT_EQ(all.together.max_weight, plain.together.max_weight);
  EXPECT_NE(report_text(all).find("of a quasi-bound state"), std::string::npos);
  options.quasi_bound_mev = {50};
  const ValidationReport some = report_with(options);
  EXPECT_EQ(std::max(some.needles.max_weight, some.needles.max_weight_elsewhere), plain.together.max_weight);
}

// A cap that 50 weights exceed is known to 14 %: the acceptance moves by about a percent.
TEST(Requirement, AcceptanceNeedsAHundredWeightsAboveTheCap) {
  ValidationReport report;
  report.cap_quantile = 0.9999;
  report.together.acceptance = 0.5;
  for (const std::int64_t samples : {std::int64_t{500000}, std::int64_t{1000000}}) {
    report.together.samples = samples;
    const std::vector<Requirement> rows = weight_requirements(report);
    const Requirement& acceptance = rows.at(rows.size() - 2);
    EXPECT_EQ(acceptance.judged(), samples == 1000000);
    EXPECT_EQ(acceptance.met(), samples != 1000000);
  }
}

TEST(Requirement, LimitsAreReachedFromTheirSide) {
  const Requirement least{"", 99.8, 99.8, 99.95, Requirement::Sense::at_least, "%"};
  EXPECT_TRUE(least.met());
  EXPECT_FALSE(least.goal_met());
  const Requirement most{"", 3.1, 3, 1.5, Requirement::Sense::at_most, ""};
  EXPECT_FALSE(most.met());
  EXPECT_FALSE(all_met({least, most}));
}

// What all tests of generator and validation rest on. 12 digits are in the file.
TEST(ProxySigmaTable, IsTheQuadratureOfTheProxy) {
  const auto& inputs = sample_inputs();
  const TotalCrossSection quadrature = test::proxy_total_cross_section(*inputs.cross_section);
  for (double e_nu = 200; e_nu <= 1000; e_nu += 20) {
    for (std::size_t shell = 0; shell < 2; ++shell) {
      EXPECT_NEAR(inputs.total.sigma(shell, e_nu) / quadrature.sigma(shell, e_nu), 1, 1e-9) << e_nu;
    }
  }
}

class EventFileCheckTest : public TemporaryFolder {};

GenerationSummary written_events(const std::string& prefix, const std::string& mode,
                                 const Surrogate& surrogate) {
  const auto& inputs = sample_inputs();
  GenerateOptions options;
  options.mode = mode;
  options.events = 5000;
  options.cap_quantile = 0.98;
  options.pilot_events = 2000;
  options.hepmc3 = false;
  return generate_events(
      {*inputs.cross_section, inputs.total, surrogate, make_flux(options.flux, 200, 1000), {}}, options,
      prefix, Threads{1});
}

// The events of unweighted files count with their cap, the rejected proposals with 0.
TEST_F(EventFileCheckTest, WrittenFilesClose) {
  for (const std::string mode : {"weighted", "unweighted"}) {
    const GenerationSummary summary = written_events(path("a"), mode, sample_inputs().untrained);
    const EventFileCheck check = check_event_file(path("a.h5"));
    EXPECT_TRUE(check.closure.passed) << mode;
    EXPECT_NEAR(check.weights.ress, summary.ress, 1e-12);
    EXPECT_NEAR(1e12 * check.closure.sigma_events / summary.sigma_events, 1, 1e-12);
    EXPECT_NEAR(1e12 * check.closure.sigma_events_error / summary.sigma_events_error, 1, 1e-9);
  }
  EXPECT_REFUSED(check_event_file(path("b.h5")), FileError, "b.h5");
}

TEST_F(EventFileCheckTest, BiasedFilesAreNotClosed) {
  SurrogateParts parts = sample_inputs().untrained.parts();
  parts.model_fingerprint = sample_inputs().cross_section->fingerprint();
  written_events(path("a"), "emulate", Surrogate::assemble(parts));
  EXPECT_REFUSED(check_event_file(path("a.h5")), InputError, "follow the surrogate alone");
}

TEST(Validate, FluxesOfOtherNeutrinosAreRefused) {
  ValidateOptions options = quick();
  options.flux = "MiniBooNE_RHC_numub";
  EXPECT_REFUSED(report_with(options), InputError, "is one of anti_nu_mu");
}

}  // namespace
}  // namespace nereus
