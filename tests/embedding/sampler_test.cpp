#include "embedding/sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "cli/event_source.hpp"
#include "generator/event_sampler.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"

namespace nereus {
namespace {

constexpr double e_nu = 600;
constexpr std::uint64_t seed = 7;
const std::vector<std::string> direct{"evaluator.kind = \"direct\""};

const Sampler& sampler() {
  static const Sampler opened("", {1, direct});
  return opened;
}

/// Events of the generator at one energy: their numbers are those that a host gives, in the same order.
std::vector<RecordedEvent> generated(std::size_t count) {
  const RunSettings settings = read_settings("", direct);
  const Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, Threads{1});
  const EnergySampler energies(make_flux("mono:600", 0, 1e5), source.total);
  const SurrogateProposals proposals(source.surrogate);
  const RecordMasses masses = make_run_header(*physics.cross_section).masses;
  std::vector<RecordedEvent> events;
  for (const Event& event :
       EventSampler(*physics.cross_section, energies, proposals, seed).sample(0, count, Threads{1}))
    events.push_back(record_event(event, masses));
  return events;
}

TEST(Sampler, GivesTheEventsOfTheGeneratorFromTheSameNumbers) {
  const std::vector<RecordedEvent> expected = generated(40);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    RandomStream random(seed, StreamPurpose::generation, i);
    const nereus_event event = sampler().sample(e_nu, [&] { return random.uniform(); });
    EXPECT_EQ(event.shell, expected[i].shell);
    EXPECT_EQ(event.weight, expected[i].weights.front());
    EXPECT_EQ(event.d4sigma_1em42cm2_per_mev_sr, expected[i].d4sigma);
    EXPECT_EQ(event.sigma_total_1em38cm2, expected[i].sigma_total);
    EXPECT_EQ(event.missing_energy_mev, expected[i].missing_energy);
    EXPECT_EQ(event.lepton_p4_mev[1], expected[i].momenta.lepton.px);
    EXPECT_EQ(event.nucleon_p4_mev[0], expected[i].momenta.nucleon.e);
    EXPECT_EQ(event.residual_p4_mev[3], expected[i].momenta.residual.pz);
  }
}

TEST(Sampler, TakesSevenNumbersPerEvent) {
  int taken = 0;
  sampler().sample({300.0, 600.0, 900.0}, [&] { return ++taken, 0.5; });
  EXPECT_EQ(taken, 3 * 7);
}

TEST(Sampler, NoEnergiesGiveNoEvents) {
  EXPECT_TRUE(sampler().sample(std::vector<double>{}, [] { return 0.5; }).empty());
}

TEST(Sampler, TakesTheEndsOfTheIntervalAndNothingBeyond) {
  for (const double end : {0.0, 1.0}) {
    const nereus_event event = sampler().sample(e_nu, [end] { return end; });
    EXPECT_GE(event.weight, 0) << end;
  }
  for (const double wrong : {-1e-9, 1.0 + 1e-9, std::nan("")}) {
    EXPECT_THROW(sampler().sample(e_nu, [wrong] { return wrong; }), InputError) << wrong;
  }
}

TEST(Sampler, RefusesEnergiesOutsideItsRange) {
  const auto half = [] { return 0.5; };
  EXPECT_NO_THROW(sampler().sample({sampler().e_nu_min_mev(), sampler().e_nu_max_mev()}, half));
  EXPECT_THROW(sampler().sample(sampler().e_nu_min_mev() - 1, half), InputError);
  EXPECT_THROW(sampler().sample(sampler().e_nu_max_mev() + 1, half), InputError);
  EXPECT_THROW(sampler().sigma(5000), InputError);
}

TEST(Sampler, RefusesCardsAsTheProgramDoes) {
  EXPECT_THROW(Sampler("absent.toml"), FileError);
  EXPECT_THROW(Sampler("", {1, {"nucleus = \"O16\"", "probe.particle = \"anti_nu_e\""}}), FileError);
  EXPECT_THROW(Sampler("", {1, {"generate.no_such_key = 1"}}), InputError);
}

}  // namespace
}  // namespace nereus
