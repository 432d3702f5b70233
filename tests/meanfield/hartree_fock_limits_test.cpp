// What must happen to a ground state when something is switched off, changed or exchanged.

#include <gtest/gtest.h>

#include "meanfield/hartree_fock.hpp"

namespace nereus {
namespace {

GroundState solve(const std::string& nucleus, const MeanFieldOptions& options,
                  const PhysicalConstants& constants = {}) {
  return solve_hartree_fock(parse_nucleus(nucleus), options, constants);
}

double oxygen_energy(const MeanFieldOptions& options, const PhysicalConstants& constants = {}) {
  return solve("O16", options, constants).energy.total();
}

PhysicalConstants without_charge() {
  PhysicalConstants constants;
  constants.inverse_alpha = 1e14;
  return constants;
}

// Sensitivities of 16O with SLy4 that the author of the reference calculation states; tolerance half a unit
// of the last digit.
TEST(Oxygen16, MovesWithTheSettingsAsTheReferenceDoes) {
  const MeanFieldOptions standard;
  const double energy = oxygen_energy(standard);
  MeanFieldOptions changed = standard;
  changed.centre_of_mass = false;
  EXPECT_NEAR(oxygen_energy(changed) - energy, 14.5, 0.05);
  changed = standard;
  changed.coulomb_exchange = "off";
  EXPECT_NEAR(oxygen_energy(changed) - energy, 2.8, 0.05);
  changed = standard;
  changed.hbar2_2m_n = changed.hbar2_2m_p = 20.7525;
  EXPECT_NEAR(oxygen_energy(changed) - energy, 0.182, 0.0005);
  PhysicalConstants constants;
  constants.inverse_alpha = constants.hbar_c / 1.44;
  EXPECT_NEAR(oxygen_energy(standard, constants) - energy, 0.0003, 0.00005);
}

// Without charge and mass difference nothing tells neutrons from protons. Tolerance: 100 times the
// convergence of the potentials.
TEST(IsospinSymmetry, OfN_equal_ZMakesNeutronsAndProtonsAlike) {
  const GroundState state = solve("O16", {}, without_charge());
  const auto n = state.field.occupied(Isospin::neutron), p = state.field.occupied(Isospin::proton);
  ASSERT_EQ(n.size(), p.size());
  for (std::size_t i = 0; i < n.size(); ++i) EXPECT_NEAR(n[i]->energy, p[i]->energy, 1e-6);
  EXPECT_NEAR(state.rms_n, state.rms_p, 1e-6);
}

TEST(IsospinSymmetry, OfMirrorNucleiExchangesNeutronsAndProtons) {
  const GroundState more_neutrons = solve("O18", {}, without_charge());  // 8p 10n
  const GroundState more_protons = solve("Ne18", {}, without_charge());  // 10p 8n
  EXPECT_NEAR(more_neutrons.energy.total(), more_protons.energy.total(), 1e-6);
  EXPECT_NEAR(more_neutrons.rms_n, more_protons.rms_p, 1e-6);
  EXPECT_NEAR(more_neutrons.rms_p, more_protons.rms_n, 1e-6);
}

// The J^2 switches change exactly the parts they are named after.
TEST(Switches, OfJ2ActOnTheirParts) {
  MeanFieldOptions options;
  options.force = "SkE2";
  EXPECT_EQ(solve("Ca48", options).energy.J2, 0);
  EXPECT_EQ(solve("Ca48", options).energy.t4_J2, 0);
  options.J2 = "on";
  EXPECT_NE(solve("Ca48", options).energy.J2, 0);
  EXPECT_EQ(solve("Ca48", options).energy.t4_J2, 0);
  options.t4_J2 = "on";
  EXPECT_NE(solve("Ca48", options).energy.t4_J2, 0);
}

// The result belongs to the equations, not to the grid: half the elements of another degree, another step.
TEST(Discretisation, DoesNotMatter) {
  MeanFieldOptions other;
  other.element_fm = 1.5;
  other.degree = 22;
  other.step_fm = 0.05;
  const GroundState a = solve("Ca40", {}), b = solve("Ca40", other);
  EXPECT_NEAR(a.energy.total(), b.energy.total(), 1e-6);
  for (std::size_t i = 0; i < a.field.orbitals.size(); ++i)
    EXPECT_NEAR(a.field.orbitals[i].energy, b.field.orbitals[i].energy, 1e-7);
}

// Nor to the path: other mixing, same state.
TEST(Iteration, EndsInTheSameStateForAnyMixing) {
  MeanFieldOptions slow;
  slow.force = "SkE2";
  slow.mixing = 0.1;
  MeanFieldOptions standard;
  standard.force = "SkE2";
  EXPECT_NEAR(solve("Ca40", slow).energy.total(), solve("Ca40", standard).energy.total(), 1e-6);
}

}  // namespace
}  // namespace nereus
