// Weights of another model: which events can carry them, and what they sum to.

#include "generator/reweighting.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/reweight_events.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::ProxySettings;
using test::sample_inputs;

ModelSupport support(const ProxySettings& settings = {}, double q_max = 2000) {
  return support_of(*test::make_proxy_cross_section(settings), q_max);
}

ProxySettings broad(std::array<double, 2> fwhm, std::array<double, 2> centre = {34.5, 17.25}) {
  ProxySettings settings;
  settings.line_shape = LineShape::gaussian;
  settings.fwhm = fwhm;
  settings.removal_energy = centre;
  return settings;
}

void expect_missing(const ModelSupport& drawn, const ModelSupport& wanted,
                    const std::vector<std::string>& texts) {
  const std::string reason = missing_support(drawn, wanted);
  for (const std::string& text : texts) EXPECT_NE(reason.find(text), std::string::npos) << reason;
}

TEST(MissingSupport, IsNoneWhereOnlyTheSizeDiffers) {
  ProxySettings other;
  other.dipole_mass = 1000;
  other.spectroscopic_factor = {0, 0.8};  // less than the events have
  EXPECT_EQ(missing_support(support(), support(other, 1500)), "");
  EXPECT_EQ(missing_support(support(broad({20, 5})), support(broad({10, 8}))), "");
}

TEST(MissingSupport, OfALineAtAnotherPlaceIsToldWithBothAndTheRemedy) {
  ProxySettings other;
  other.removal_energy = {34.5, 18};
  expect_missing(support(), support(other),
                 {"shell 1p3/2", "17.25 MeV", "18 MeV",
                  "model.removal_energy = { \"1s1/2\" = 34.5, \"1p3/2\" = 17.25 }"});
}

TEST(MissingSupport, OfLinesAndBroadShellsIsTold) {
  expect_missing(support(), support(broad({20, 5})), {"shell 1s1/2", "no width", "a width of 20 MeV"});
  expect_missing(support(broad({20, 5})), support(), {"shell 1s1/2", "a width of 20 MeV", "no width"});
}

// The new threshold lies 1.25 MeV lower. Share of a Gaussian of FWHM 5 MeV, cut at its centre 16: erf(1.25
// sqrt(ln 2) / 2.5) = 0.4438.
TEST(MissingSupport, BelowTheThresholdOfTheEventsIsToldWithItsShare) {
  expect_missing(support(broad({20, 5})), support(broad({20, 5}, {34.5, 16})),
                 {"% of the new model's strength lies below E_m = 17.25 MeV", "16 MeV"});
  expect_missing(support(broad({0, 5})), support(broad({0, 5}, {34.5, 16})), {"shell 1p3/2: 44.4 %"});
}

TEST(MissingSupport, OfAShellWithoutEventsOrOfLargerMomentumTransfersIsTold) {
  ProxySettings empty;
  empty.spectroscopic_factor = {0, 1};
  expect_missing(support(empty), support(), {"shell 1s1/2", "spectroscopic factor is 0", "model's 1"});
  expect_missing(support({}, 800), support({}, 900), {"q = 800 MeV", "900 MeV"});
}

TEST(MissingSupport, OfOtherParticlesIsTold) {
  ModelSupport other = support();
  other.nucleus = "O16";
  expect_missing(support(), other, {"C12", "O16"});
  other = support();
  other.pdg_neutrino = -14;
  expect_missing(support(), other, {"14", "-14"});
  other = support();
  other.lepton_mass = 0.511;
  expect_missing(support(), other, {"105.6", "0.511"});
}

TEST(CrossSectionRatios, HoldTheDensityOfTheMissingEnergy) {
  const auto wanted = test::make_proxy_cross_section(broad({10, 8}));
  const ModelSupport drawn = support(broad({20, 5}));
  Event event;
  event.shell = 1;
  event.point = {600, 150, 0.7, 0.9, 0.3, 19.0};
  event.d4sigma = wanted->d4sigma(1, event.point);
  Event nothing = event;
  nothing.d4sigma = 0;
  const auto ratios = cross_section_ratios(drawn.strengths, *wanted, {event, nothing}, Threads{1});
  // exp(-4 ln 2 (E - E0)^2 / w^2) / w, both cut at the centre.
  const double expected = 5. / 8 * std::exp(-4 * std::log(2.) * 1.75 * 1.75 * (1. / 64 - 1. / 25));
  EXPECT_NEAR(ratios[0], expected, 1e-12);
  EXPECT_EQ(ratios[1], 0);
}

class ReweightEvents : public TemporaryFolder {
 protected:
  EventFileReader generate(const std::string& mode, const Shard& shard = {}) const {
    GenerateOptions options = test::sample_options();
    options.mode = mode;
    options.cap_quantile = 0.9;
    options.pilot_events = 500;
    sample_inputs().generate(path("own"), options, 2, shard);
    return EventFileReader(shard_prefix(path("own"), shard) + ".h5");
  }

  ReweightSummary reweight(const EventFileReader& events, const ProxySettings& settings, double sigma_flux,
                           const std::string& name = "new", bool accept = false) const {
    const WeightVariation weight =
        make_weight(name, support(), test::make_proxy_cross_section(settings), "a = 1\nb = 2");
    return reweight_events({events, weight, sigma_flux, {}, accept}, path("again"), Threads{2});
  }
};

TEST_F(ReweightEvents, ToTheSameModelChangesNothing) {
  const EventFileReader events = generate("weighted");
  const ReweightSummary summary = reweight(events, {}, events.header().sigma_flux);
  EXPECT_NEAR(summary.effective_share, 1, 1e-9);
  EXPECT_NEAR(summary.max_ratio, 1, 1e-9);
  const EventFileReader again(path("again.h5"));
  EXPECT_EQ(again.header().weight_names, (std::vector<std::string>{"CV", "new"}));
  EXPECT_EQ(again.header().weight_models.at("new"), "a = 1\nb = 2");
  EXPECT_NE(again.header().fingerprint, events.header().fingerprint);
  const auto before = events.read(0, 6000), now = again.read(0, 6000);
  for (std::size_t i = 0; i < before.size(); ++i) {
    ASSERT_EQ(now[i].weights[0], before[i].weights[0]);
    ASSERT_EQ(now[i].omega, before[i].omega);
    // acos and cos of theta_N: 1e-16 in the cosine.
    ASSERT_NEAR(now[i].weights[1], before[i].weights[0], 1e-9 * before[i].weights[0]);
  }
  EXPECT_TRUE(std::filesystem::exists(path("again.hepmc3")));
  EXPECT_TRUE(std::filesystem::exists(path("again.manifest.json")));
}

// An untrained surrogate and 6000 events: errors of a few percent, which the gates follow (4.89 of them:
// false alarm 1e-6). Mutant: reweighting to the dipole mass 1000 and comparing with that of 840 is refused.
TEST_F(ReweightEvents, GiveTheCrossSectionOfTheOtherModel) {
  ProxySettings settings;
  settings.dipole_mass = 1000;
  const auto wanted = test::make_proxy_cross_section(settings);
  const TotalCrossSection total = test::proxy_total_cross_section(*wanted);
  for (const char* mode : {"weighted", "unweighted"}) {
    const EventFileReader events = generate(mode);
    const double sigma =
        fm2_in_sigma_unit * EnergySampler(events.header().flux.flux, total).flux_averaged_sigma();
    EXPECT_GT(sigma, 1.05 * events.header().sigma_flux);
    const ReweightSummary summary = reweight(events, settings, sigma);
    EXPECT_LT(std::abs(summary.deviation()), 4.89) << mode;
    EXPECT_LT(summary.error, 0.05 * sigma) << mode;
    // As the file says: absolute weights with the sigma of "CV".
    const EventFileReader again(path("again.h5"));
    double sum = 0, trials = 0;
    for (const RecordedEvent& event : again.read(0, 6000)) {
      sum += event.weights[1];
      trials += static_cast<double>(event.trials);
    }
    EXPECT_NEAR(again.header().sigma_flux * again.header().weight_cap * sum / trials, summary.sigma,
                1e-9 * sigma);
    std::filesystem::remove(path("again.h5"));
  }
}

TEST_F(ReweightEvents, TwiceKeepsTheFirstWeightAndItsModel) {
  const EventFileReader events = generate("weighted");
  ProxySettings larger;
  larger.strength = 1.25;
  reweight(events, larger, 1.25 * events.header().sigma_flux, "larger");
  std::filesystem::rename(path("again.h5"), path("once.h5"));
  const EventFileReader once(path("once.h5"));
  reweight(once, {}, events.header().sigma_flux, "same");
  const EventFileReader twice(path("again.h5"));
  EXPECT_EQ(twice.header().weight_names, (std::vector<std::string>{"CV", "larger", "same"}));
  EXPECT_EQ(twice.header().weight_models.size(), 2U);
  for (const RecordedEvent& event : twice.read(0, 100)) {
    EXPECT_NEAR(event.weights[1], 1.25 * event.weights[0], 1e-9 * event.weights[0]);
  }
  EXPECT_REFUSED(reweight(twice, {}, 1, "larger"), InputError, "two weights are called 'larger'");
  EXPECT_REFUSED(reweight(twice, {}, 1, "CV"), InputError, "two weights are called 'CV'");
}

TEST_F(ReweightEvents, SummariesOfAllWeightsStandBesideThem) {
  const EventFileReader events = generate("weighted");
  ProxySettings larger;
  larger.strength = 1.25;
  const ReweightSummary summary = reweight(events, larger, 1.25 * events.header().sigma_flux, "larger");
  const auto json = nlohmann::json::parse(read_text_file(path("again.variations.json")));
  EXPECT_EQ(json.at("weights").at(1).at("sigma"), summary.sigma);
  EXPECT_FALSE(json.contains("band"));  // one weight does not scatter
  for (const auto& [name, distribution] : json.at("distributions").items()) {
    const auto edges = distribution.at("edges").get<std::vector<double>>();
    for (const auto& [weight, expected] :
         {std::pair{"CV", summary.sigma / 1.25}, {"larger", summary.sigma}}) {
      const auto values = distribution.at("weights").at(weight).get<std::vector<double>>();
      double integral = 0;
      for (std::size_t i = 0; i < values.size(); ++i) integral += values[i] * (edges[i + 1] - edges[i]);
      EXPECT_NEAR(integral, expected, 1e-9) << name << " " << weight;
    }
  }
}

TEST_F(ReweightEvents, PoorWeightsAreRefusedWithNumbersUnlessAccepted) {
  const EventFileReader events = generate("weighted");
  const double sigma = events.header().sigma_flux;
  const std::size_t before = files();
  // A quadrature that is twice too large stands for phase space that the events miss.
  EXPECT_REFUSED(reweight(events, {}, 2 * sigma), ModelMismatch, "standard errors");
  WeightVariation peaked{"peaked", "1", [](const std::vector<Event>& drawn, Threads) {
                           std::vector<double> ratios(drawn.size(), 0.0);
                           for (std::size_t i = 0; i < drawn.size(); ++i) {
                             if (drawn[i].proposal % 50 == 0) ratios[i] = 50;
                           }
                           return ratios;
                         }};
  EXPECT_REFUSED(reweight_events({events, peaked, sigma, {}}, path("again"), Threads{1}), ModelMismatch,
                 "the limit is 10 %");
  EXPECT_EQ(files(), before);
  const ReweightSummary summary =
      reweight_events({events, peaked, sigma, {}, true}, path("again"), Threads{1});
  EXPECT_NE(summary.complaint, "");
  EXPECT_TRUE(std::filesystem::exists(path("again.h5")));
}

TEST_F(ReweightEvents, OfAShardIsRefused) {
  EXPECT_REFUSED(reweight(generate("weighted", {2, 2}), {}, 1), InputError, "merge the shards first");
}

}  // namespace
}  // namespace nereus
