// Resonances of the outgoing nucleon: where they lie, how wide they are, and that none is stepped over.

#include "hadron_tensor/resonances.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "hadron_tensor/absolute_phase.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

std::optional<Resonance> find(const MeanField& field, Isospin isospin, const std::string& name) {
  std::optional<Resonance> result;
  for (const Resonance& resonance : find_resonances(RadialEquation(field, isospin, {}))) {
    if (label(resonance.shell) != name) continue;
    EXPECT_FALSE(result) << name << " is listed twice";
    result = resonance;
  }
  return result;
}

struct Known {
  const char* field;
  Isospin isospin;
  const char* label;
  double energy, energy_tolerance, width, width_tolerance;  // [MeV]
};

// PHYSICS Sec. 10: one unit of the last printed digit, since the width of a broad resonance is a matter of
// definition to that extent.
TEST(Resonances, AreThoseThatOtherCalculationsMet) {
  const Isospin p = Isospin::proton, n = Isospin::neutron;
  for (const Known& known : {Known{"C12_SLy4", p, "2s1/2", 0.62, 0.01, 0.12, 0.01},
                             Known{"O16_SLy4", p, "1d3/2", 2.9, 0.1, 0.36, 0.01},
                             Known{"O16_SkE2", n, "1d3/2", 0.88, 0.01, 0.13, 0.01},
                             Known{"C12_ghent", p, "1d5/2", 1.4, 0.1, 0.025, 0.025},
                             Known{"C12_ghent", p, "2s1/2", 0.222, 0.001, 0.001, 0.0005}}) {
    const auto found =
        find(reference_field("fields/" + std::string(known.field) + ".h5"), known.isospin, known.label);
    ASSERT_TRUE(found) << known.field << " " << known.label;
    EXPECT_NEAR(found->kinetic_energy, known.energy, known.energy_tolerance) << known.field << known.label;
    EXPECT_NEAR(found->width, known.width, known.width_tolerance) << known.field << known.label;
  }
}

// The phase shifts of the solver that makes the cross sections know nothing of multiples of pi. A narrow
// resonance turns them by pi/4, pi/2, 3 pi/4 at T_r - Gamma/2, T_r, T_r + Gamma/2, less a background like
// that of a hard sphere: 0.05 at most, at 1.4 MeV.
TEST(Resonances, TurnThePhaseShiftsByPiOverTheirWidth) {
  struct Case {
    const char* field;
    Isospin isospin;
    const char* label;
  };
  for (const Case& entry :
       {Case{"O16_SLy4", Isospin::neutron, "1d3/2"}, Case{"C12_ghent", Isospin::proton, "2s1/2"},
        Case{"C12_ghent", Isospin::proton, "1d5/2"}}) {
    const MeanField& field = reference_field("fields/" + std::string(entry.field) + ".h5");
    const auto found = find(field, entry.isospin, entry.label);
    ASSERT_TRUE(found) << entry.field;
    const ContinuumSolver solver(field, entry.isospin, {}, 1e-6);
    const int c = partial_wave_index(found->shell.l, found->shell.two_j);
    for (const int quarter : {1, 2, 3}) {
      const double T = found->kinetic_energy + found->width * (quarter - 2) / 2;
      const double difference = solver.solve(T, 50).delta[c] - quarter * M_PI / 4;
      EXPECT_NEAR(std::sin(difference), 0, 0.06) << entry.field << " " << entry.label << " " << quarter;
    }
  }
}

// A factor on the potential moves the neutron 1d3/2 state of 16O to threshold. Next to it the width falls
// like k^(2l+1), below it the state is bound: no resonance, one more node.
TEST(Resonances, BecomeBoundStatesAtThreshold) {
  const auto deeper = [](double factor) {
    MeanField field = reference_field("fields/O16_SLy4.h5");
    field.neutron_potential.U *= factor;
    return field;
  };
  const auto before = find(deeper(1.0), Isospin::neutron, "1d3/2");
  const auto closer = find(deeper(1.003), Isospin::neutron, "1d3/2");
  const auto closest = find(deeper(1.006), Isospin::neutron, "1d3/2");
  ASSERT_TRUE(before && closer && closest);
  const double slope = closer->kinetic_energy - before->kinetic_energy;
  EXPECT_LT(slope, 0);
  EXPECT_NEAR(closest->kinetic_energy - closer->kinetic_energy, slope, 0.1 * std::abs(slope));
  EXPECT_NEAR(
      std::log(before->width / closest->width) / std::log(before->kinetic_energy / closest->kinetic_energy),
      2.5, 0.1);
  EXPECT_FALSE(find(deeper(1.015), Isospin::neutron, "1d3/2"));
  // Levinson: pi for each bound state.
  for (const double factor : {1.0, 1.015}) {
    const MeanField field = deeper(factor);
    const RadialEquation equation(field, Isospin::neutron, {});
    EXPECT_NEAR(AbsolutePhase(equation, 1e-6).at(2e-3, 2)[partial_wave_index(2, 3)], factor > 1 ? M_PI : 0,
                1e-3);
  }
}

// With no nucleus there is nothing to resonate: neither with free neutrons nor in the point charge's
// repulsion.
TEST(Resonances, VanishWithThePotential) {
  MeanField field = reference_field("fields/O16_SLy4.h5");
  for (RadialPotential* V : {&field.neutron_potential, &field.proton_potential}) {
    V->B.setConstant(V->B0);
    for (Eigen::ArrayXd* part : {&V->dB, &V->d2B, &V->U, &V->W}) part->setZero();
  }
  for (int i = 1; i < field.points; ++i) {
    field.proton_potential.U[i] = field.nucleus.Z * PhysicalConstants().e2() / field.radius(i);
  }
  for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    EXPECT_TRUE(find_resonances(RadialEquation(field, isospin, {})).empty()) << name(isospin);
  }
}

// The radial waves are those the cross sections are made of: continuous phases differ from theirs by whole
// turns.
TEST(AbsolutePhase, IsThePhaseShiftPlusMultiplesOfPi) {
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    const RadialEquation equation(field, isospin, {});
    const AbsolutePhase phase(equation, 1e-6);
    const ContinuumSolver solver(field, isospin, {}, 1e-6);
    for (const double T : {0.3, 3.0, 30.0, 120.0}) {
      const Eigen::ArrayXd all = phase.at(T, 3);
      const ContinuumWaves waves = solver.solve(T, 50);
      for (int c = 0; c < all.size(); ++c) {
        EXPECT_NEAR(std::sin(all[c] - waves.delta[c]), 0, 2e-6) << name(isospin) << " " << T << " " << c;
      }
    }
    // The s1/2 and p3/2 shells are bound: with Levinson's theorem they begin at pi. From there they fall.
    EXPECT_NEAR(phase.at(1.5 * phase.floor(), 1)[partial_wave_index(1, 3)], M_PI, 1e-3);
    EXPECT_LT(phase.at(120, 1)[partial_wave_index(1, 3)], M_PI);
  }
}

}  // namespace
}  // namespace nereus
