// Weights besides "CV" in both formats.

#include <HepMC3/GenCrossSection.h>
#include <HepMC3/GenEvent.h>
#include <HepMC3/ReaderAscii.h>

#include <cmath>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/event_file_reader.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::sample_inputs;

/// Weight = CV x (1 + slope x cos theta_l).
WeightVariation tilted(const std::string& name, double slope) {
  return {name, std::to_string(slope), [slope](const std::vector<Event>& events, Threads) {
            std::vector<double> ratios;
            for (const Event& event : events) ratios.push_back(1 + slope * event.point.cos_theta_lepton);
            return ratios;
          }};
}

class NamedWeights : public TemporaryFolder {
 protected:
  GenerationSummary generate(const std::string& name, const std::vector<WeightVariation>& variations) const {
    GenerationInputs inputs = sample_inputs().inputs(options_);
    inputs.variations = variations;
    return generate_events(inputs, options_, path(name), Threads{2});
  }
  GenerateOptions options_ = test::sample_options();
};

TEST_F(NamedWeights, StandBesideTheCentralOneInHdf5) {
  const GenerationSummary summary = generate("a", {tilted("up", 0.3), tilted("down", -0.3)});
  EXPECT_EQ(summary.weight_names, (std::vector<std::string>{"CV", "up", "down"}));
  const SealedFileReader file(path("a.h5"), "events");
  EXPECT_EQ(file.list_attribute("/events", "weight_names"), summary.weight_names);
  const auto cv = file.read("/events/weight").values, up = file.read("/events/weight_up").values,
             down = file.read("/events/weight_down").values,
             cosine = file.read("/events/cos_theta_mu").values;
  for (std::size_t i = 0; i < cv.size(); ++i) {
    EXPECT_NEAR(up[i], cv[i] * (1 + 0.3 * cosine[i]), 1e-12 * cv[i]);
    EXPECT_NEAR(down[i], cv[i] * (1 - 0.3 * cosine[i]), 1e-12 * cv[i]);
  }
}

TEST_F(NamedWeights, ChangeNothingElse) {
  generate("plain", {});
  generate("named", {tilted("up", 0.3)});
  const EventFileReader plain(path("plain.h5")), named(path("named.h5"));
  EXPECT_NE(plain.header().fingerprint, named.header().fingerprint);
  const auto a = plain.read(0, 6000), b = named.read(0, 6000);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].weights[0], b[i].weights[0]);
    EXPECT_EQ(a[i].omega, b[i].omega);
  }
}

// The stock reader finds every weight by its name, and the running cross section of each.
TEST_F(NamedWeights, AreReadByNameFromNuHepmc) {
  generate("a", {tilted("up", 0.3), tilted("down", -0.3)});
  const EventFileReader file(path("a.h5"));
  const auto events = file.read(0, 6000);
  HepMC3::ReaderAscii reader(path("a.hepmc3"));
  std::vector<double> sums(3, 0.0), squares(3, 0.0);
  for (std::size_t i = 0; i < events.size(); ++i) {
    HepMC3::GenEvent event;
    ASSERT_TRUE(reader.read_event(event));
    EXPECT_EQ(event.weight("CV"), events[i].weights[0]);
    EXPECT_EQ(event.weight("up"), events[i].weights[1]);
    EXPECT_EQ(event.weight("down"), events[i].weights[2]);
    for (std::size_t w = 0; w < 3; ++w) {
      sums[w] += events[i].weights[w];
      squares[w] += events[i].weights[w] * events[i].weights[w];
    }
    if (i + 1 < events.size()) continue;
    const auto estimate = event.cross_section();
    const double scale = 0.01 * file.header().sigma_flux, n = 6000;
    for (std::size_t w = 0; w < 3; ++w) {
      const double mean = sums[w] / n, variance = squares[w] / n - mean * mean;
      // Printed with 9 digits.
      EXPECT_NEAR(estimate->xsec(static_cast<int>(w)) / (scale * mean), 1, 1e-8) << w;
      EXPECT_NEAR(estimate->xsec_err(static_cast<int>(w)) / (scale * std::sqrt(variance / (n - 1))), 1, 1e-6)
          << w;
    }
    EXPECT_EQ(estimate->get_attempted_events(), 6000);
  }
}

TEST_F(NamedWeights, SurviveAKillBetweenBlocks) {
  generate("whole", {tilted("up", 0.3)});
  // A run whose second block fails leaves its first one.
  WeightVariation failing = tilted("up", 0.3);
  const auto ratios = failing.ratios;
  failing.ratios = [ratios](const std::vector<Event>& events, Threads threads) {
    if (events.front().proposal > 0) throw FileError("stopped");
    return ratios(events, threads);
  };
  EXPECT_REFUSED(generate("again", {failing}), FileError, "stopped");
  generate("again", {tilted("up", 0.3)});
  EXPECT_TRUE(read_text_file(path("whole.h5")) == read_text_file(path("again.h5")));
}

TEST_F(NamedWeights, UnusableOnesAreRefused) {
  EXPECT_REFUSED(generate("a", {tilted("", 0.3)}), InputError, "cannot be called ''");
  EXPECT_REFUSED(generate("a", {tilted("M A", 0.3)}), InputError, "cannot be called 'M A'");
  EXPECT_REFUSED(generate("a", {tilted("up", 0.3), tilted("up", 0.2)}), InputError,
                 "two weights are called 'up'");
  EXPECT_REFUSED(generate("a", {tilted("CV", 0.3)}), InputError, "two weights are called 'CV'");
  EXPECT_REFUSED(generate("a", {tilted("up", NAN)}), InputError, "is not finite");
}

}  // namespace
}  // namespace nereus
