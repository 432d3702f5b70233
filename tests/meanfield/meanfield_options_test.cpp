#include "meanfield/meanfield_options.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/run_card.hpp"
#include "meanfield/hartree_fock.hpp"

namespace nereus {
namespace {

MeanFieldOptions read(const std::string& text) {
  RunCard card = RunCard::from_text(text, "card.toml");
  MeanFieldOptions options;
  card.read("meanfield", options);
  card.read("skyrme", options.skyrme);
  card.refuse_unread();
  return options;
}

TEST(MeanFieldOptions, AreReadFromTheCard) {
  const MeanFieldOptions options = read("[meanfield]\nforce = \"SkE2G\"\nmixing = 0.2\nj2 = \"off\"\n");
  EXPECT_EQ(options.force, "SkE2G");
  EXPECT_EQ(options.mixing, 0.2);
  EXPECT_FALSE(resolve_force(options).settings.J2);
  EXPECT_TRUE(resolve_force(options).settings.t4_J2);
}

TEST(MeanFieldOptions, RefuseUnknownForcesAndWords) {
  EXPECT_THROW(read("[meanfield]\nforce = \"SLy44\"\n"), InputError);
  EXPECT_THROW(read("[meanfield]\nj2 = \"yes\"\n"), InputError);
  EXPECT_THROW(read("[meanfield]\nmixing = 2.0\n"), InputError);
  EXPECT_THROW(read("[meanfield]\nforc = \"SLy4\"\n"), InputError);
  EXPECT_THROW(named_force("SkX"), InputError);
}

// Settings the named forces are used with (PHYSICS Sec. 2 and the reference ground states).
TEST(NamedForces, ComeWithTheSettingsTheyWereFittedWith) {
  EXPECT_FALSE(named_force("SLy4").settings.J2);
  EXPECT_TRUE(named_force("SLy5").settings.J2);
  EXPECT_TRUE(named_force("SkE2G").settings.t4_J2);
  EXPECT_FALSE(named_force("SkE2G").settings.coulomb_exchange);
  EXPECT_EQ(named_force("SkE2G").settings.hbar2_2m_n, 20.72126);
  EXPECT_EQ(named_force("SkMs").name, "SkM*");
}

// A force typed into the card is the same force.
TEST(ForceOfTheCard, GivesTheGroundStateOfTheNamedForce) {
  const MeanFieldOptions card = read(
      "[meanfield]\nforce = \"card\"\n[skyrme]\nt0 = -1128.75\nt1 = 395.0\nt2 = -95.0\nt3 = 14000.0\nx0 = "
      "0.45\n"
      "x3 = 1.0\nalpha = 1.0\nw0 = 120.0\nw0p = 120.0\n");
  MeanFieldOptions named;
  named.force = "SIII";
  const Nucleus carbon = parse_nucleus("C12");
  EXPECT_EQ(solve_hartree_fock(carbon, card, {}).field.fingerprint,
            solve_hartree_fock(carbon, named, {}).field.fingerprint);
}

TEST(ForceOfTheCard, WithoutParametersIsRefused) {
  EXPECT_THROW(resolve_force(read("[meanfield]\nforce = \"card\"\n")), InputError);
}

}  // namespace
}  // namespace nereus
