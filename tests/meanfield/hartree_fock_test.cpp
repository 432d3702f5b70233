#include "meanfield/hartree_fock.hpp"
#include "meanfield/make_mean_field.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "../base/temporary_folder.hpp"
#include "base/error.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {
namespace {

GroundState solve(const std::string& nucleus, const MeanFieldOptions& options) {
  return solve_hartree_fock(parse_nucleus(nucleus), options, {});
}

struct Case {
  std::string nucleus, force;
};

/// Every named nucleus with every named force, but for 12C with SkE2, which collapses.
std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const char* nucleus : {"C12", "O16", "Ca40", "Ca48", "Ar40", "Fe56", "Zr90", "Sn132", "Pb208"})
    for (const char* force : {"SLy4", "SLy5", "SIII", "SkM*", "SGII", "SkE2", "SkE2G"})
      if (std::string(nucleus) != "C12" || std::string(force).rfind("SkE2", 0) != 0)
        cases.push_back({nucleus, force});
  return cases;
}

class NamedNucleus : public testing::TestWithParam<Case> {};

// Two identities of a converged ground state. Tolerance: the potentials stand still to 1e-8 MeV, and the sums
// run over kinetic energies of up to 4 GeV. 208Pb feels the wall of the box through its loosest shells.
TEST_P(NamedNucleus, ObeysTheVirialRelationAndTheSumOfLevels) {
  MeanFieldOptions options;
  options.force = GetParam().force;
  const auto start = std::chrono::steady_clock::now();
  const GroundState state = solve(GetParam().nucleus, options);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_NEAR(state.virial_residual, 0, 1e-5);
  EXPECT_NEAR(state.rearrangement_residual, 0, 1e-6);
  EXPECT_LT(state.potential_residual, options.tolerance_mev);
  double nucleons = 0;
  for (const BoundOrbital& orbital : state.field.orbitals) {
    nucleons += orbital.occupation;
    EXPECT_LT(orbital.energy, 0);
  }
  EXPECT_EQ(nucleons, state.field.nucleus.A());
  fmt::print("{:6} {:5} E {:13.6f} MeV, virial {:+.1e}, levels {:+.1e}, {} iterations, {:.2f} s\n",
             GetParam().nucleus, GetParam().force, state.energy.total(), state.virial_residual,
             state.rearrangement_residual, state.iterations, seconds);
}

INSTANTIATE_TEST_SUITE_P(All, NamedNucleus, testing::ValuesIn(all_cases()), [](const auto& tested) {
  return tested.param.nucleus + (tested.param.force == "SkM*" ? "SkMs" : tested.param.force);
});

// Fillings of open shells: 40Ar p 1d3/2^2 n 1f7/2^2, 56Fe p 1f7/2^6 n 2p3/2^2, with the state of each shell.
TEST(HartreeFock, FillsTheLastShellsOfArgonAndIronPartly) {
  const auto occupation = [](const GroundState& state, const char* shell, Isospin isospin) {
    return state.field.orbital(parse_shell(shell, isospin)).occupation;
  };
  const GroundState argon = solve("Ar40", {}), iron = solve("Fe56", {});
  EXPECT_EQ(occupation(argon, "1d3/2", Isospin::proton), 2);
  EXPECT_EQ(occupation(argon, "1f7/2", Isospin::neutron), 2);
  EXPECT_EQ(occupation(iron, "1f7/2", Isospin::proton), 6);
  EXPECT_EQ(occupation(iron, "2p3/2", Isospin::neutron), 2);
}

// Any spherical (Z, N), whether its last shells are full or not.
TEST(HartreeFock, SolvesNucleiThatNobodyNamed) {
  for (const char* nucleus : {"He4", "O18", "Si28", "Ti48", "Ni58", "Cu63", "Mo96", "I127", "U238"}) {
    const GroundState state = solve(nucleus, {});
    EXPECT_NEAR(state.virial_residual, 0, 1e-5) << nucleus;
    EXPECT_NEAR(state.rearrangement_residual, 0, 1e-6) << nucleus;
    fmt::print("{:6} E {:.4f} MeV\n", nucleus, state.energy.total());
  }
}

// Found by plain mixing at any speed; accelerated iterations stay at the saddle point.
TEST(HartreeFock, SaysThatOtherOpenShellsCollapseWithSkE2) {
  MeanFieldOptions options;
  options.force = "SkE2";
  EXPECT_REFUSED(solve("Ar36", options), ConvergenceError, "collapses");
}

// 12C with SkE2 has no Hartree-Fock minimum (its centre collapses), whatever the mixing.
TEST(HartreeFock, SaysThatCarbonCollapsesWithSkE2) {
  for (const char* force : {"SkE2", "SkE2G"})
    for (double mixing : {0.05, 0.3}) {
      MeanFieldOptions options;
      options.force = force;
      options.mixing = mixing;
      EXPECT_REFUSED(solve("C12", options), ConvergenceError, "collapses");
    }
}

TEST(HartreeFock, SaysWhenItHasNotConverged) {
  MeanFieldOptions options;
  options.max_iterations = 5;
  EXPECT_REFUSED(solve("O16", options), ConvergenceError, "after 5 iterations");
}

// 16Ne is unbound in nature too: its 1d5/2 protons lie above 0.
TEST(HartreeFock, SaysWhenAShellIsNotBound) {
  MeanFieldOptions options;
  EXPECT_REFUSED(solve("Ne16", options), ConvergenceError, "proton shell 1d5/2");
}

TEST(HartreeFock, RefusesATableOutsideTheBoxOrBetweenSteps) {
  MeanFieldOptions options;
  options.r_max_fm = 30;
  EXPECT_REFUSED(solve("O16", options), InputError, "larger than box_fm");
  options.r_max_fm = 20;
  options.step_fm = 0.03;
  EXPECT_REFUSED(solve("O16", options), InputError, "no multiple of step_fm");
}

TEST(HartreeFock, RepeatsItselfToTheLastBit) {
  const GroundState a = solve("O16", {}), b = solve("O16", {});
  EXPECT_EQ(a.field.fingerprint, b.field.fingerprint);
  MeanFieldOptions other;
  other.force = "SIII";
  EXPECT_NE(a.field.fingerprint, solve("O16", other).field.fingerprint);
}

using MakeMeanField = TemporaryFolder;

TEST_F(MakeMeanField, TakesAStoredFieldInsteadOfSolving) {
  const MeanField solved = make_mean_field(parse_nucleus("C12"), {}, {});
  write_mean_field(path("c12.h5"), solved);
  MeanFieldOptions stored;
  stored.file = path("c12.h5");
  EXPECT_EQ(make_mean_field(parse_nucleus("C12"), stored, {}).fingerprint, solved.fingerprint);
  EXPECT_REFUSED(make_mean_field(parse_nucleus("O16"), stored, {}), InputError, "is the mean field of C12");
  stored.file = path("none.h5");
  EXPECT_THROW(make_mean_field(parse_nucleus("C12"), stored, {}), FileError);
}

}  // namespace
}  // namespace nereus
