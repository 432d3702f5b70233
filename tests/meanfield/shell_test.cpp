#include "meanfield/shell.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace nereus {
namespace {

TEST(Shell, LabelReadsBackToTheSameShell) {
  for (const char* text : {"1s1/2", "1p3/2", "1p1/2", "2s1/2", "1f7/2", "1i13/2", "3p1/2"})
    EXPECT_EQ(label(parse_shell(text, Isospin::proton)), text);
}

// kappa = -(l+1), <sigma.l> = l for j = l + 1/2; kappa = l, <sigma.l> = -(l+1) for j = l - 1/2 (exact).
TEST(Shell, AngularFactorsFollowFromJ) {
  const Shell p3 = parse_shell("1p3/2", Isospin::neutron), d3 = parse_shell("1d3/2", Isospin::neutron);
  EXPECT_EQ(p3.kappa(), -2);
  EXPECT_EQ(p3.sigma_dot_l(), 1);
  EXPECT_EQ(d3.kappa(), 2);
  EXPECT_EQ(d3.sigma_dot_l(), -3);
  EXPECT_EQ(d3.degeneracy(), 4);
}

TEST(Shell, ComparesAllQuantumNumbers) {
  const Shell shell = parse_shell("1p3/2", Isospin::neutron);
  EXPECT_TRUE(shell == parse_shell("1p3/2", Isospin::neutron));
  EXPECT_FALSE(shell == parse_shell("1p1/2", Isospin::neutron));
  EXPECT_FALSE(shell == parse_shell("2p3/2", Isospin::neutron));
  EXPECT_FALSE(shell == parse_shell("1p3/2", Isospin::proton));
}

TEST(Shell, RefusesWhatIsNoShell) {
  for (const char* text : {"", "1p", "p3/2", "0s1/2", "1p5/2", "1s3/2", "1e3/2", "1p3/2x", "1p3/3", "1s-1/2"})
    EXPECT_THROW(parse_shell(text, Isospin::neutron), InputError) << text;
}

}  // namespace
}  // namespace nereus
