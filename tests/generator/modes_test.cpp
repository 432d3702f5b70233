// The ways in which events come about: what each promises of its files.

#include <HepMC3/GenCrossSection.h>
#include <HepMC3/GenEvent.h>
#include <HepMC3/ReaderAscii.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/event_file_reader.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::sample_inputs;

GenerateOptions options_of(const std::string& mode) {
  GenerateOptions options = test::sample_options();
  options.mode = mode;
  options.cap_quantile = 0.98;
  options.pilot_events = 2000;
  return options;
}

/// The surrogate as if it had been trained on the cross section of the tests.
Surrogate trained_surrogate() {
  SurrogateParts parts = sample_inputs().surrogate.parts();
  parts.model_fingerprint = sample_inputs().cross_section->fingerprint();
  return Surrogate::assemble(parts);
}

/// A cross section that must not be asked.
class NeverAsked : public CrossSection {
 public:
  explicit NeverAsked(const CrossSection& original) : original_(original) {}
  const std::vector<Shell>& shells() const override { return original_.shells(); }
  const ShellStrength& strength(std::size_t shell) const override { return original_.strength(shell); }
  const Probe& probe() const override { return original_.probe(); }
  const Nucleus& nucleus() const override { return original_.nucleus(); }
  const PhysicalConstants& constants() const override { return original_.constants(); }
  const std::string& fingerprint() const override { return original_.fingerprint(); }
  const std::string& evaluator() const override { return original_.evaluator(); }
  AzimuthalTerms azimuthal_terms(std::size_t, const PhasePoint&) const override {
    throw std::logic_error("the cross section was evaluated");
  }

 private:
  const CrossSection& original_;
};

class Modes : public TemporaryFolder {
 protected:
  GenerationSummary generate(const std::string& name, const GenerateOptions& options, int threads = 1) const {
    return sample_inputs().generate(path(name), options, threads);
  }
  GenerationSummary emulate(const std::string& name, const CrossSection& cross_section,
                            const Surrogate& surrogate) const {
    const GenerateOptions options = options_of("emulate");
    return generate_events({cross_section, sample_inputs().total, surrogate,
                            make_flux(options.flux, 200, 1000), sample_inputs().provenance},
                           options, path(name), Threads{2});
  }
  void expect_identical(const std::string& a, const std::string& b) const {
    for (const std::string extension : {".h5", ".hepmc3"}) {
      EXPECT_TRUE(read_text_file(path(a) + extension) == read_text_file(path(b) + extension))
          << extension << " of " << a << " and " << b;
    }
  }
};

TEST_F(Modes, EmulateGivesTheProposalsOfTheWeightedEventsWithoutAskingTheCrossSection) {
  const Surrogate surrogate = trained_surrogate();
  const GenerationSummary summary = emulate("e", NeverAsked(*sample_inputs().cross_section), surrogate);
  generate("w", options_of("weighted"));
  EXPECT_TRUE(summary.biased);
  EXPECT_EQ(summary.trials, 6000);
  const EventFileReader emulated(path("e.h5")), weighted(path("w.h5"));
  EXPECT_TRUE(emulated.header().biased);
  EXPECT_FALSE(weighted.header().biased);
  const auto a = emulated.read(0, 6000), b = weighted.read(0, 6000);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].weights, std::vector<double>{1});
    EXPECT_EQ(a[i].omega, b[i].omega);
    EXPECT_EQ(a[i].log_q, b[i].log_q);
    EXPECT_EQ(a[i].momenta.nucleon.px, b[i].momenta.nucleon.px);
  }
}

TEST_F(Modes, EmulatedFilesSayThatTheyAreBiasedAndHaveNoTruth) {
  emulate("e", *sample_inputs().cross_section, trained_surrogate());
  const SealedFileReader file(path("e.h5"), "events");
  EXPECT_EQ(file.number_attribute("/events", "biased"), 1);
  EXPECT_EQ(file.text_attribute("/events", "mode"), "emulate");
  EXPECT_EQ(file.text_attribute("/events", "estimate").rfind("biased:", 0), 0U);
  EXPECT_FALSE(file.has("/events/d4sigma_1e-42cm2_per_mev_sr"));
  EXPECT_NE(read_text_file(path("e.hepmc3")).find("nereus.biased 1\n"), std::string::npos);
  generate("w", options_of("weighted"));
  EXPECT_NE(read_text_file(path("w.hepmc3")).find("nereus.biased 0\n"), std::string::npos);
}

TEST_F(Modes, EmulateRefusesSurrogatesOfOtherModels) {
  EXPECT_REFUSED(emulate("e", *sample_inputs().cross_section, sample_inputs().surrogate), ModelMismatch,
                 "no weight corrects it");
}

TEST_F(Modes, UnweightedGivesTheNumberOfEventsAskedFor) {
  const GenerationSummary summary = generate("u", options_of("unweighted"));
  const EventFileReader file(path("u.h5"));
  ASSERT_EQ(file.events(), 6000);
  std::int64_t trials = 0, overweight = 0;
  double above = 0, sum = 0;
  for (const RecordedEvent& event : file.read(0, 6000)) {
    const double weight = event.weights.front();
    trials += event.trials;
    overweight += weight > 1 ? 1 : 0;
    above += weight - 1;
    sum += weight;
    EXPECT_GE(weight, 1);
    // The weight before accept-reject is that of weighted events.
    const double before = 1e-4 * event.d4sigma / event.sigma_shell * std::exp(-event.log_q);
    EXPECT_NEAR(weight, std::max(1.0, before / file.header().weight_cap), 1e-9);
  }
  EXPECT_EQ(summary.events, 6000);
  EXPECT_EQ(summary.trials, trials);
  EXPECT_EQ(summary.overweight_events, overweight);
  EXPECT_GT(overweight, 0);
  EXPECT_NEAR(summary.overweight_share, above / sum, 1e-12);
  EXPECT_NEAR(summary.acceptance(), 6000.0 / static_cast<double>(trials), 1e-12);
  EXPECT_LT(summary.acceptance(), 0.5);
  EXPECT_NEAR(summary.sigma_events / summary.sigma_flux,
              summary.weight_cap * sum / static_cast<double>(trials), 1e-12);
}

// 4.89 errors: false alarm 1e-6. The mutant leaves out the rejected proposals.
TEST_F(Modes, UnweightedEventsGiveTheFluxAveragedCrossSection) {
  const GenerationSummary summary = generate("u", options_of("unweighted"));
  EXPECT_LT(std::abs(summary.sigma_events - summary.sigma_flux), 4.89 * summary.sigma_events_error);
  EXPECT_LT(summary.sigma_events_error, 0.05 * summary.sigma_flux) << "or it would prove nothing";
  const double mutant = summary.sigma_events / summary.acceptance();
  EXPECT_GT(std::abs(mutant - summary.sigma_flux), 4.89 * summary.sigma_events_error);
}

// What analysers need: FATX from the head of the file, sum of CV, and the running estimate of all trials.
TEST_F(Modes, UnweightedNuHepmcIsNormalisedByItsTrials) {
  const GenerationSummary summary = generate("u", options_of("unweighted"));
  HepMC3::ReaderAscii reader(path("u.hepmc3"));
  HepMC3::GenEvent event;
  double sum = 0;
  for (int i = 0; i < 6000; ++i) {
    ASSERT_TRUE(reader.read_event(event));
    sum += event.weight("CV");
  }
  const auto estimate = event.cross_section();
  EXPECT_EQ(estimate->get_accepted_events(), 6000);
  EXPECT_EQ(estimate->get_attempted_events(), summary.trials);
  // Printed with 9 digits; 1e-38 cm^2 = 0.01 pb.
  EXPECT_NEAR(estimate->xsec() / (0.01 * summary.sigma_events), 1, 1e-8);
  EXPECT_NEAR(estimate->xsec_err() / (0.01 * summary.sigma_events_error), 1, 1e-8);
  EXPECT_NEAR(summary.sigma_flux * summary.weight_cap * sum / static_cast<double>(summary.trials) /
                  summary.sigma_events,
              1, 1e-12);
}

TEST_F(Modes, UnweightedFilesDoNotDependOnTheNumberOfThreads) {
  generate("one", options_of("unweighted"), 1);
  generate("two", options_of("unweighted"), 2);
  expect_identical("one", "two");
}

TEST_F(Modes, AKilledUnweightedRunGoesOnToTheIdenticalFiles) {
  generate("whole", options_of("unweighted"));
  for (const int milliseconds : {30, 150, 300}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      generate("killed", options_of("unweighted"));
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  generate("killed", options_of("unweighted"));
  expect_identical("whole", "killed");
}

TEST_F(Modes, ThePilotSampleIsKeptUntilTheRunIsDone) {
  GenerationInputs inputs = sample_inputs().inputs(options_of("unweighted"));
  inputs.variations.push_back({"same", "", [](const std::vector<Event>& events, Threads) {
                                 if (events.front().proposal >= proposals_per_block)
                                   throw FileError("stopped");
                                 return std::vector<double>(events.size(), 1.0);
                               }});
  EXPECT_REFUSED(generate_events(inputs, options_of("unweighted"), path("u"), Threads{1}), FileError,
                 "stopped");
  EXPECT_TRUE(std::filesystem::exists(path("u.pilot/block_000000.h5")));
  EXPECT_TRUE(std::filesystem::exists(path("u.blocks/block_000000.h5")));
  EXPECT_EQ(files(), 4U) << "nothing that could pass for events";
  inputs.variations.front().ratios = [](const std::vector<Event>& events, Threads) {
    return std::vector<double>(events.size(), 1.0);
  };
  generate_events(inputs, options_of("unweighted"), path("u"), Threads{1});
  EXPECT_EQ(files(), 4U) << "h5, hepmc3, summary of the weights and manifest";
}

TEST_F(Modes, FluxesOfOtherNeutrinosAreRefused) {
  GenerateOptions options = options_of("weighted");
  options.flux = "T2K_ND280_2016_plus250kA_numub";
  EXPECT_REFUSED(generate("x", options), InputError, "is one of anti_nu_mu, the probe is nu_mu");
}

}  // namespace
}  // namespace nereus
