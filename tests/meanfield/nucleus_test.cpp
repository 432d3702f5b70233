#include "meanfield/nucleus.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "base/error.hpp"

namespace nereus {
namespace {

double total(const std::vector<OccupiedShell>& shells) {
  return std::accumulate(shells.begin(), shells.end(), 0.0,
                         [](double sum, const OccupiedShell& filled) { return sum + filled.occupation; });
}

TEST(Nucleus, NameReadsBackToTheSameNucleus) {
  for (const char* name : {"He4", "C12", "O16", "Ar40", "Ca40", "Ca48", "Fe56", "Zr90", "Sn132", "Pb208"})
    EXPECT_EQ(parse_nucleus(name).name(), name);
  EXPECT_EQ(parse_nucleus("Pb208").Z, 82);
  EXPECT_EQ(parse_nucleus("Pb208").N, 126);
}

TEST(Nucleus, RefusesUnknownElementsAndImpossibleMassNumbers) {
  for (const char* name :
       {"", "C", "12C", "12", "Xx12", "c12", "C6", "C5", "C0", "C1200", "C40", "C12 ", "H1"})
    EXPECT_THROW(parse_nucleus(name), InputError) << name;
}

// Closed shells of the spherical shell model: magic numbers.
TEST(FillShells, ClosesShellsAtTheMagicNumbers) {
  for (int magic : {2, 8, 20, 28, 50, 82, 126, 184}) {
    const auto shells = fill_shells(magic, Isospin::neutron);
    EXPECT_EQ(shells.back().occupation, shells.back().shell.degeneracy()) << magic;
    EXPECT_EQ(fill_shells(magic + 1, Isospin::neutron).back().occupation, 1) << magic;
  }
}

TEST(FillShells, HoldsEveryNucleonOnce) {
  for (int nucleons = 1; nucleons <= 184; ++nucleons) {
    const auto shells = fill_shells(nucleons, Isospin::proton);
    EXPECT_EQ(total(shells), nucleons);
    for (std::size_t i = 0; i < shells.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(shells[i].shell == shells[k].shell);
  }
}

// The fillings that the reference ground states of 40Ar and 56Fe use.
TEST(FillShells, FillsOpenShellsAsNamed) {
  const auto last = [](int nucleons, Isospin isospin) { return fill_shells(nucleons, isospin).back(); };
  EXPECT_EQ(label(last(18, Isospin::proton).shell), "1d3/2");
  EXPECT_EQ(last(18, Isospin::proton).occupation, 2);
  EXPECT_EQ(label(last(22, Isospin::neutron).shell), "1f7/2");
  EXPECT_EQ(last(22, Isospin::neutron).occupation, 2);
  EXPECT_EQ(label(last(26, Isospin::proton).shell), "1f7/2");
  EXPECT_EQ(last(26, Isospin::proton).occupation, 6);
  EXPECT_EQ(label(last(30, Isospin::neutron).shell), "2p3/2");
  EXPECT_EQ(last(30, Isospin::neutron).occupation, 2);
}

TEST(FillShells, RefusesMoreNucleonsThanShells) {
  EXPECT_THROW(fill_shells(-1, Isospin::neutron), InputError);
  EXPECT_THROW(fill_shells(500, Isospin::neutron), InputError);
}

}  // namespace
}  // namespace nereus
