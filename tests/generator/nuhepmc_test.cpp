// PREFIX.hepmc3 read back with the stock reader of HepMC3.

#include <HepMC3/Attribute.h>
#include <HepMC3/GenCrossSection.h>
#include <HepMC3/GenEvent.h>
#include <HepMC3/GenParticle.h>
#include <HepMC3/GenVertex.h>
#include <HepMC3/ReaderAscii.h>

#include <cmath>
#include <set>
#include <sstream>

#include "base/sealed_file.hpp"
#include "generator/nuclear_mass.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using HepMC3::DoubleAttribute;
using HepMC3::IntAttribute;
using HepMC3::StringAttribute;
using test::sample_inputs;
using test::sample_options;

class NuHepmc : public TemporaryFolder {
 protected:
  void SetUp() override { summary_ = sample_inputs().generate(path("a"), options_); }

  /// Calls check(event, index) for every event in the file; returns how many there were.
  template <class Check>
  int for_each_event(Check check) {
    HepMC3::ReaderAscii reader(path("a.hepmc3"));
    int count = 0;
    while (true) {
      HepMC3::GenEvent event;
      reader.read_event(event);
      if (reader.failed()) return count;
      check(event, count++);
    }
  }

  HepMC3::GenEvent first_event() {
    HepMC3::ReaderAscii reader(path("a.hepmc3"));
    HepMC3::GenEvent event;
    reader.read_event(event);
    return event;
  }

  GenerateOptions options_ = sample_options();
  GenerationSummary summary_;
};

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

std::string text_of(const HepMC3::GenRunInfo& info, const std::string& name) {
  const auto attribute = info.attribute<StringAttribute>(name);
  EXPECT_TRUE(attribute != nullptr) << name;
  return attribute ? attribute->value() : "";
}

// Requirements G.R.1 ... G.R.8 of NuHepMC 1.0.
TEST_F(NuHepmc, RunHeaderMeetsTheRequirements) {
  const HepMC3::GenEvent event = first_event();
  const HepMC3::GenRunInfo& info = *event.run_info();
  EXPECT_EQ(info.attribute<IntAttribute>("NuHepMC.Version.Major")->value(), 1);
  EXPECT_EQ(info.attribute<IntAttribute>("NuHepMC.Version.Minor")->value(), 0);
  EXPECT_EQ(info.attribute<IntAttribute>("NuHepMC.Version.Patch")->value(), 0);
  ASSERT_EQ(info.tools().size(), 1U);
  EXPECT_EQ(info.tools()[0].name, "nereus");
  EXPECT_FALSE(info.tools()[0].version.empty());
  ASSERT_EQ(info.weight_names(), std::vector<std::string>{"CV"});
  EXPECT_EQ(text_of(info, "NuHepMC.Units.CrossSection.Unit"), "pb");
  EXPECT_EQ(text_of(info, "NuHepMC.Units.CrossSection.TargetScale"), "PerAtom");
  EXPECT_EQ(text_of(info, "NuHepMC.AdditionalParticleNumbers"), "");
  EXPECT_EQ(info.attribute<HepMC3::LongAttribute>("NuHepMC.Exposure.NEvents")->value(), 6000);
  for (const auto& [list, entry] : {std::pair<std::string, std::string>{"ProcessIDs", "ProcessInfo"},
                                    {"VertexStatusIDs", "VertexStatusInfo"},
                                    {"ParticleStatusIDs", "ParticleStatusInfo"}}) {
    const auto codes = words(text_of(info, "NuHepMC." + list));
    EXPECT_FALSE(codes.empty()) << list;
    for (const std::string& code : codes) {
      EXPECT_FALSE(text_of(info, "NuHepMC." + entry + "[" + code + "].Name").empty());
      EXPECT_FALSE(text_of(info, "NuHepMC." + entry + "[" + code + "].Description").empty());
    }
  }
}

TEST_F(NuHepmc, RunHeaderHoldsWhatItsConventionsPromise) {
  const HepMC3::GenEvent event = first_event();
  const HepMC3::GenRunInfo& info = *event.run_info();
  EXPECT_EQ(words(text_of(info, "NuHepMC.Conventions")),
            (std::vector<std::string>{"G.C.2", "G.C.3", "G.C.4", "E.C.1", "E.C.2", "E.C.4"}));
  EXPECT_NEAR(info.attribute<DoubleAttribute>("NuHepMC.FluxAveragedTotalCrossSection")->value(),
              0.01 * summary_.sigma_flux, 1e-9 * 0.01 * summary_.sigma_flux);
  EXPECT_EQ(text_of(info, "NuHepMC.Citations.Generator.arXiv"), "2502.14452");
  EXPECT_EQ(text_of(info, "NuHepMC.Beam[14].Type"), "Histogram");
  EXPECT_EQ(text_of(info, "NuHepMC.Beam[14].EnergyUnit"), "MEV");
  EXPECT_TRUE(info.attribute<HepMC3::BoolAttribute>("NuHepMC.Beam[14].Histogram.ContentIsPerWidth")->value());
  const auto edges = words(text_of(info, "NuHepMC.Beam[14].Histogram.BinEdges"));
  const auto content = words(text_of(info, "NuHepMC.Beam[14].Histogram.BinContent"));
  EXPECT_EQ(edges.size(), content.size() + 1);
  EXPECT_EQ(edges.front(), "200");
  EXPECT_EQ(edges.back(), "1000");
  EXPECT_EQ(text_of(info, "nereus.card"), sample_inputs().provenance.card);
  EXPECT_EQ(text_of(info, "NuHepMC.Provenance.RNGState"), "3");
}

// Requirements E.R.1 ... E.R.8, V.R.1, P.R.1; conservation bit for bit.
TEST_F(NuHepmc, EventsMeetTheRequirements) {
  std::set<int> numbers;
  const int events = for_each_event([&](const HepMC3::GenEvent& event, int) {
    numbers.insert(event.event_number());
    EXPECT_EQ(event.momentum_unit(), HepMC3::Units::MEV);
    EXPECT_EQ(event.length_unit(), HepMC3::Units::CM);
    EXPECT_EQ(event.attribute<IntAttribute>("signal_process_id")->value(), 200);
    EXPECT_EQ(event.attribute<StringAttribute>("lab_pos")->value(), "0 0 0");
    ASSERT_EQ(event.vertices().size(), 1U);
    const auto& vertex = event.vertices()[0];
    EXPECT_EQ(vertex->status(), 1);
    ASSERT_EQ(vertex->particles_in().size(), 2U);
    ASSERT_EQ(vertex->particles_out().size(), 3U);

    HepMC3::FourVector sum(0, 0, 0, 0);
    std::map<int, int> by_status;
    for (const auto& particle : event.particles()) {
      ++by_status[particle->status()];
      const bool incoming = particle->status() != 1;
      sum = incoming ? sum + particle->momentum() : sum - particle->momentum();
      // Invariant against written mass: rounding of the components, largest for the light and fast.
      if (particle->pid() != 14) {
        EXPECT_NEAR(particle->momentum().m(), particle->generated_mass(), 1e-6);
      }
    }
    EXPECT_EQ(by_status, (std::map<int, int>{{1, 3}, {4, 1}, {20, 1}}));
    EXPECT_EQ(sum, HepMC3::FourVector(0, 0, 0, 0));
  });
  EXPECT_EQ(events, 6000);
  EXPECT_EQ(numbers.size(), 6000U);
}

TEST_F(NuHepmc, ParticlesAreThoseOfTheReaction) {
  const HepMC3::GenEvent event = first_event();
  const auto& vertex = event.vertices()[0];
  EXPECT_EQ(vertex->particles_in()[0]->pid(), 14);
  EXPECT_EQ(vertex->particles_in()[1]->pid(), 1000060120);
  EXPECT_EQ(vertex->particles_out()[0]->pid(), 13);
  EXPECT_EQ(vertex->particles_out()[1]->pid(), 2212);
  EXPECT_EQ(vertex->particles_out()[2]->pid(), 1000060110);
  EXPECT_EQ(vertex->particles_in()[1]->momentum().length(), 0);
  EXPECT_NEAR(vertex->particles_in()[1]->momentum().e(), nuclear_mass({6, 6}), 1e-9);
  EXPECT_EQ(vertex->particles_out()[1]->generated_mass(), proton_mass);
}

// Baryon number 12 + 0 = 1 + 11, charge 0 + 6 = -1 + 1 + 6.
TEST_F(NuHepmc, ChargeAndBaryonNumberAreConserved) {
  const auto charge = [](int pid) {
    return pid > 1000000000 ? pid / 10000 % 1000 : pid == 2212 ? 1 : pid == 13 ? -1 : 0;
  };
  const auto baryons = [](int pid) { return pid > 1000000000 ? pid / 10 % 1000 : pid == 2212 ? 1 : 0; };
  const HepMC3::GenEvent event = first_event();
  int charge_sum = 0, baryon_sum = 0;
  for (const auto& particle : event.particles()) {
    const int sign = particle->status() == 1 ? -1 : 1;
    charge_sum += sign * charge(particle->pid());
    baryon_sum += sign * baryons(particle->pid());
  }
  EXPECT_EQ(charge_sum, 0);
  EXPECT_EQ(baryon_sum, 0);
}

TEST_F(NuHepmc, BothFormatsHoldTheSameEvents) {
  const SealedFileReader file(path("a.h5"), "events");
  const auto weight = file.read("/events/weight").values, lepton = file.read("/events/lepton_p4_mev").values;
  const auto sigma = file.read("/events/sigma_total_1e-38cm2").values;
  const auto missing_energy = file.read("/events/missing_energy_mev").values;
  const auto shell = file.read_integers("/events/shell");
  const auto shells = file.list_attribute("/events", "shells");
  for_each_event([&](const HepMC3::GenEvent& event, int i) {
    EXPECT_EQ(event.weights()[0], weight[i]);
    const HepMC3::FourVector& p = event.vertices()[0]->particles_out()[0]->momentum();
    EXPECT_EQ(p, HepMC3::FourVector(lepton[4 * i + 1], lepton[4 * i + 2], lepton[4 * i + 3], lepton[4 * i]));
    EXPECT_EQ(event.attribute<StringAttribute>("nereus.shell")->value(), shells[shell[i]]);
    EXPECT_EQ(event.attribute<DoubleAttribute>("nereus.removal_energy_mev")->value(), missing_energy[i]);
    EXPECT_NEAR(event.attribute<DoubleAttribute>("tot_xs")->value(), 1e-2 * sigma[i],
                1e-12);  // 1e-38 cm^2 in pb
  });
}

// The stated error is one standard error; 4.89 of them: false alarm 1e-6. HepMC3 prints estimates with 9
// digits.
TEST_F(NuHepmc, RunningEstimateEndsAtTheFluxAveragedCrossSection) {
  double last = 0, error = 0, sum = 0;
  long attempted = 0;
  for_each_event([&](const HepMC3::GenEvent& event, int i) {
    last = event.cross_section()->xsec();
    error = event.cross_section()->xsec_err();
    attempted = event.cross_section()->get_attempted_events();
    sum += event.weights()[0];
    EXPECT_EQ(attempted, i + 1);
    EXPECT_NEAR(last, 0.01 * summary_.sigma_flux * sum / (i + 1), 1e-8 * last);
  });
  EXPECT_EQ(attempted, 6000);
  EXPECT_LT(std::abs(last - 0.01 * summary_.sigma_flux), 4.89 * error);
}

TEST_F(NuHepmc, MonoBeamIsDescribedAsSuch) {
  options_.flux = "mono:600";
  options_.events = 100;
  sample_inputs().generate(path("a"), options_);
  const HepMC3::GenEvent event = first_event();
  EXPECT_EQ(text_of(*event.run_info(), "NuHepMC.Beam[14].Type"), "MonoEnergetic");
  EXPECT_EQ(text_of(*event.run_info(), "NuHepMC.Beam[14].MonoEnergetic.Energy"), "600");
}

}  // namespace
}  // namespace nereus
