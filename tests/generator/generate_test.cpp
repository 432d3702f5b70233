#include "generator/generate.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/atomic_file.hpp"
#include "base/block_store.hpp"
#include "base/error.hpp"
#include "base/sealed_file.hpp"
#include "generator/event_blocks.hpp"
#include "generator/event_output.hpp"
#include "generator/event_sampler.hpp"
#include "generator/input_checks.hpp"
#include "generator/manifest.hpp"
#include "generator/nuclear_mass.hpp"
#include "tests/base/damage.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::sample_inputs;
using test::sample_options;

class Generate : public TemporaryFolder {
 protected:
  std::string bytes(const std::string& prefix, const std::string& extension) const {
    return read_text_file(path(prefix) + extension);
  }
  void expect_identical(const std::string& a, const std::string& b) const {
    for (const std::string extension : {".h5", ".hepmc3"}) {
      EXPECT_TRUE(bytes(a, extension) == bytes(b, extension)) << extension << " of " << a << " and " << b;
    }
  }
};

TEST_F(Generate, FilesDoNotDependOnTheNumberOfThreads) {
  sample_inputs().generate(path("one"), sample_options(), 1);
  sample_inputs().generate(path("two"), sample_options(), 2);
  expect_identical("one", "two");
}

TEST_F(Generate, OtherSeedsGiveOtherEvents) {
  GenerateOptions options = sample_options();
  sample_inputs().generate(path("a"), options);
  options.seed = 4;
  sample_inputs().generate(path("b"), options);
  EXPECT_FALSE(bytes("a", ".hepmc3") == bytes("b", ".hepmc3"));
}

TEST_F(Generate, AKilledRunGoesOnToTheIdenticalFiles) {
  sample_inputs().generate(path("whole"), sample_options());
  for (const int milliseconds : {5, 20, 60}) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      sample_inputs().generate(path("killed"), sample_options());
      _exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  sample_inputs().generate(path("killed"), sample_options());
  expect_identical("whole", "killed");
}

TEST_F(Generate, TwoRunsDoNotWriteToOnePrefix) {
  {
    const FileLock other = lock_outputs(path("a"));
    EXPECT_REFUSED(sample_inputs().generate(path("a"), sample_options()), FileError,
                   "another process is writing events there");
  }
  EXPECT_EQ(files(), 0U);
  sample_inputs().generate(path("a"), sample_options());
  EXPECT_FALSE(std::filesystem::exists(path("a.lock")));
}

TEST_F(Generate, FinishedBlocksAreUsedAgain) {
  const auto& inputs = sample_inputs();
  const GenerateOptions options = sample_options();
  const Flux flux = make_flux(options.flux, 200, 1000);
  // What a run that died after its first block leaves, made recognisable by an impossible weight.
  const EnergySampler energies(cut_flux(flux, 200, 1000).flux, inputs.total);
  const SurrogateProposals proposals(inputs.surrogate);
  std::vector<Event> events =
      EventSampler(*inputs.cross_section, energies, proposals, 3).sample(0, 4096, Threads{1});
  for (Event& event : events) event.weight = 7;
  BlockJob job;
  job.directory = path("a.blocks");
  job.fingerprint = generation_fingerprint(inputs.inputs(options), options) + " 1/1";
  job.blocks = 1;
  run_blocks(
      job, [&](std::int64_t) { return columns_of(events); }, [](std::int64_t, const BlockColumns&) {});

  inputs.generate(path("a"), options);
  const auto weight = SealedFileReader(path("a.h5"), "events").read("/events/weight").values;
  EXPECT_EQ(weight[0], 7);
  EXPECT_EQ(weight[4095], 7);
  EXPECT_NE(weight[4096], 7);
  EXPECT_EQ(files(), 3U) << "the blocks are gone, h5, hepmc3 and manifest remain";
}

TEST_F(Generate, FinishedGenerationIsRecognisedUntilAFileChanges) {
  sample_inputs().generate(path("a"), sample_options());
  const std::string fingerprint = SealedFileReader(path("a.h5"), "events").text_attribute("/", "fingerprint");
  const auto finished = finished_generation(path("a"), fingerprint);
  ASSERT_TRUE(finished.has_value());
  EXPECT_TRUE(finished->reused);
  EXPECT_EQ(finished->events, 6000);
  EXPECT_FALSE(finished_generation(path("a"), "another").has_value());
  EXPECT_FALSE(finished_generation(path("b"), fingerprint).has_value());
  const std::string text = bytes("a", ".hepmc3");
  write_text_file(path("a.hepmc3"), text.substr(0, text.rfind("\nE ")));  // fewer events, still HepMC3
  EXPECT_FALSE(finished_generation(path("a"), fingerprint).has_value());
  write_text_file(path("a.hepmc3"), text);
  EXPECT_TRUE(finished_generation(path("a"), fingerprint).has_value());
}

// What says something else than before, or nothing, vouches for nothing. (A blank may become another one.)
TEST_F(Generate, DamagedManifestIsNotBelieved) {
  sample_inputs().generate(path("a"), sample_options());
  const std::string fingerprint = SealedFileReader(path("a.h5"), "events").text_attribute("/", "fingerprint");
  const std::string manifest = manifest_path(path("a"));
  const std::string whole = read_text_file(manifest);
  const nlohmann::json content = nlohmann::json::parse(whole);
  std::size_t different = 0;
  for (std::size_t bit = 0; bit < 8 * whole.size(); bit += 5) {
    flip_bit(manifest, bit);
    const bool same = nlohmann::json::parse(read_text_file(manifest), nullptr, false) == content;
    different += same ? 0 : 1;
    EXPECT_EQ(finished_generation(path("a"), fingerprint).has_value(), same) << "bit " << bit;
    flip_bit(manifest, bit);
  }
  EXPECT_GT(different, whole.size());
  EXPECT_TRUE(finished_generation(path("a"), fingerprint).has_value());
  for (std::size_t length = whole.size() - 2; length > 0; length /= 2) {  // the last byte ends a line
    std::filesystem::resize_file(manifest, length);
    EXPECT_FALSE(finished_generation(path("a"), fingerprint).has_value()) << length;
  }
}

TEST_F(Generate, WeightIsTruthOverProposal) {
  sample_inputs().generate(path("a"), sample_options());
  const SealedFileReader file(path("a.h5"), "events");
  const auto column = [&](const std::string& name) { return file.read("/events/" + name).values; };
  const auto weight = column("weight"), log_q = column("log_q"),
             d4sigma = column("d4sigma_1e-42cm2_per_mev_sr"), sigma = column("sigma_shell_1e-38cm2"),
             e_nu = column("e_nu_mev"), omega = column("omega_mev"), cos_mu = column("cos_theta_mu"),
             theta_n = column("theta_n"), phi_n = column("phi_n"),
             missing_energy = column("missing_energy_mev");
  const auto shell = file.read_integers("/events/shell");
  ASSERT_EQ(weight.size(), 6000U);
  for (std::size_t i = 0; i < weight.size(); ++i) {
    // 1e-42 over 1e-38: 1e-4. Tolerance: rounding.
    EXPECT_NEAR(weight[i], 1e-4 * d4sigma[i] / (sigma[i] * std::exp(log_q[i])), 1e-12 * weight[i]);
  }
  for (std::size_t i = 0; i < 200; ++i) {
    const auto s = static_cast<std::size_t>(shell[i]);
    EXPECT_EQ(missing_energy[i], sample_inputs().cross_section->removal_energy(s));
    const PhasePoint point{e_nu[i], omega[i], cos_mu[i], std::cos(theta_n[i]), phi_n[i]};
    // From the model itself; acos and cos of theta_n lose a few digits near the poles.
    EXPECT_NEAR(d4sigma[i] / (1e16 * sample_inputs().cross_section->d4sigma(s, point)), 1, 1e-6);
    EXPECT_NEAR(log_q[i], sample_inputs().surrogate.log_density(s, {point})[0], 1e-5);
    EXPECT_DOUBLE_EQ(sigma[i], 1e12 * sample_inputs().total.sigma(s, e_nu[i]));
  }
}

// The untrained flow has a RESS of some 30 %; 4.89 errors: false alarm 1e-6.
TEST_F(Generate, EventsGiveTheFluxAveragedCrossSection) {
  const GenerationSummary summary = sample_inputs().generate(path("a"), sample_options());
  EXPECT_GT(summary.sigma_events_error, 0);
  EXPECT_LT(std::abs(summary.sigma_events - summary.sigma_flux), 4.89 * summary.sigma_events_error);
  EXPECT_NEAR(summary.kept_fraction, 0.8232159049881619, 1e-12);
  EXPECT_EQ(summary.events, 6000);
}

TEST_F(Generate, UniformProposalsGiveTheSameCrossSectionWithLargerErrors) {
  GenerateOptions options = sample_options();
  const GenerationSummary flow = sample_inputs().generate(path("a"), options);
  options.mode = "baseline";
  const GenerationSummary uniform = sample_inputs().generate(path("b"), options);
  EXPECT_LT(std::abs(uniform.sigma_events - uniform.sigma_flux), 4.89 * uniform.sigma_events_error);
  EXPECT_GT(uniform.sigma_events_error, 3 * flow.sigma_events_error);
}

TEST_F(Generate, FileSaysWhatItIs) {
  sample_inputs().generate(path("a"), sample_options());
  const SealedFileReader file(path("a.h5"), "events");
  EXPECT_EQ(file.list_attribute("/events", "shells"), (std::vector<std::string>{"1s1/2", "1p3/2"}));
  EXPECT_EQ(file.text_attribute("/", "card"), sample_inputs().provenance.card);
  EXPECT_EQ(file.number_attribute("/", "seed"), 3);
  EXPECT_EQ(file.text_attribute("/", "fingerprint_meanfield"), "abc");
  EXPECT_EQ(file.text_attribute("/events/omega_mev", "units"), "MeV");
  EXPECT_NEAR(file.number_attribute("/events", "flux_kept_fraction"), 0.8232159049881619, 1e-12);
  EXPECT_EQ(file.number_attribute("/events", "target_mass_mev"), nuclear_mass({6, 6}));
  EXPECT_EQ(file.text_attribute("/flux", "unit_of_source"), "per cm^2 per 50 MeV per 1e21 POT");
}

// A flow whose lepton is too heavy never proposes the highest omega: the weights alone cannot tell. Set up
// for the cross section it reaches everything, and the estimate closes (false alarm 1e-6).
TEST_F(Generate, SurrogatesThatDoNotReachAllOfPhaseSpaceAreRefusedUntilTheyAreSetUpForIt) {
  const auto& inputs = sample_inputs();
  PhaseSpaceModel phase_space = make_phase_space(*inputs.cross_section, 200, 1000);
  phase_space.lepton_mass += 5;
  const Surrogate short_reach = Surrogate::untrained(phase_space, 3);
  const Flux flux = make_flux("flat", 200, 1000);
  const auto generate = [&](const Surrogate& surrogate) {
    return generate_events({*inputs.cross_section, inputs.total, surrogate, flux, {}}, sample_options(),
                           path("x"), Threads{1});
  };
  EXPECT_REFUSED(generate(short_reach), ModelMismatch, "does not reach all of the phase space");
  const GenerationSummary summary = generate(short_reach.set_up_for(*inputs.cross_section));
  EXPECT_LT(std::abs(summary.sigma_events - summary.sigma_flux), 4.89 * summary.sigma_events_error);
}

// Events are proposed in the phase space of their own missing energy, whatever was trained: another
// removal_energy in the card gives the events of a surrogate that is set up for it, to the last bit.
TEST_F(Generate, RemovalEnergiesMayDifferFromThoseTheSurrogateWasTrainedAt) {
  test::ProxySettings settings;
  settings.removal_energy = {30, 15};
  const auto moved = test::make_proxy_cross_section(settings);
  // Any table will do: it scales the weights.
  const auto total = TotalCrossSection::from_values(
      {200, 360, 520, 680, 840, 1000}, {{1, 2, 3, 4, 5, 6}, {2, 4, 6, 8, 10, 12}}, moved->fingerprint());
  const Surrogate& trained = sample_inputs().surrogate;
  const Surrogate set_up = trained.set_up_for(*moved);
  EXPECT_EQ(set_up.parts().phase_space.removal_energies, (std::vector<double>{30, 15}));
  EXPECT_NO_THROW(check_consistency(*moved, total, trained));
  const EnergySampler energies(make_flux("flat", 200, 1000), total);
  const SurrogateProposals a(trained), b(set_up);
  const auto first = EventSampler(*moved, energies, a, 9).sample(0, 500, Threads{1});
  const auto second = EventSampler(*moved, energies, b, 9).sample(0, 500, Threads{1});
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i].shell == 0) continue;  // the branches of its T coordinate meet elsewhere after the set-up
    EXPECT_EQ(first[i].weight, second[i].weight);
    EXPECT_EQ(first[i].point.omega, second[i].point.omega);
    EXPECT_EQ(*first[i].point.missing_energy, 15);
  }
}

TEST_F(Generate, InputsThatDoNotBelongTogetherAreRefused) {
  const auto& inputs = sample_inputs();
  test::ProxySettings other;
  other.strength = 2;
  const auto stronger = test::make_proxy_cross_section(other);
  const Flux flux = make_flux("flat", 200, 1000);
  EXPECT_REFUSED(generate_events({*stronger, inputs.total, inputs.surrogate, flux, {}}, sample_options(),
                                 path("x"), Threads{1}),
                 ModelMismatch, "total cross section belongs to another model");
  GenerateOptions options = sample_options();
  options.mode = "exact";
  EXPECT_REFUSED(inputs.generate(path("x"), options), InputError, "is not available");
  options = sample_options();
  options.events = std::int64_t{1} << 40;
  EXPECT_REFUSED(inputs.generate(path("x"), options), InputError, "hepmc3 = false");
  options = sample_options();
  options.flux = "mono:1200";
  EXPECT_REFUSED(inputs.generate(path("x"), options), InputError, "no neutrinos between 200 and 1000");
}

TEST(EventSampler, EventDoesNotDependOnWhoElseIsDrawn) {
  const auto& inputs = sample_inputs();
  const EnergySampler energies(make_flux("flat", 200, 1000), inputs.total);
  const SurrogateProposals proposals(inputs.surrogate);
  const EventSampler sampler(*inputs.cross_section, energies, proposals, 9);
  const auto many = sampler.sample(0, 1000, Threads{2});
  const auto few = sampler.sample(700, 3, Threads{1});
  for (std::size_t i = 0; i < few.size(); ++i) {
    EXPECT_EQ(few[i].weight, many[700 + i].weight);
    EXPECT_EQ(few[i].point.omega, many[700 + i].point.omega);
    EXPECT_EQ(few[i].lepton_azimuth, many[700 + i].lepton_azimuth);
  }
}

}  // namespace
}  // namespace nereus
