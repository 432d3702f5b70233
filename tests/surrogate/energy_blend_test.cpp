#include "surrogate/published/energy_blend.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "surrogate/published/published_options.hpp"

namespace nereus {
namespace {

// PAPER.md: [200, 400] [350, 600] [550, 800] [750, 1000] MeV, lambda linear from 0 to 1 in an overlap.
TEST(EnergyBlend, TakesTheUpperModelWithAProbabilityThatRisesThroughTheOverlap) {
  const EnergyBlend blend(PublishedOptions{}.ranges_mev);
  ASSERT_EQ(blend.models(), 4U);
  struct Expected {
    double e_nu;
    std::size_t first, second;
    double lambda;
  };
  for (const Expected& e : {Expected{200, 0, 0, 0},
                            {350, 0, 0, 0},
                            {375, 0, 1, 0.5},
                            {390, 0, 1, 0.8},
                            {400, 1, 1, 0},
                            {560, 1, 2, 0.2},
                            {600, 2, 2, 0},
                            {799, 2, 3, 0.98},
                            {1000, 3, 3, 0}}) {
    const BlendedModels models = blend.models_at(e.e_nu);
    EXPECT_EQ(models.first, e.first) << e.e_nu;
    EXPECT_EQ(models.second, e.second) << e.e_nu;
    EXPECT_NEAR(models.lambda, e.lambda, 1e-12) << e.e_nu;
  }
}

TEST(EnergyBlend, TellsItsModelsWhereInTheirRangeTheyAre) {
  const EnergyRange range{350, 600};
  EXPECT_DOUBLE_EQ(range.context(350), -1);
  EXPECT_DOUBLE_EQ(range.context(475), 0);
  EXPECT_DOUBLE_EQ(range.context(600), 1);
}

TEST(EnergyBlend, MayConsistOfOneModelOrOfModelsThatTouch) {
  EXPECT_TRUE(EnergyBlend({200, 1000}).covers(300, 1000));
  EXPECT_FALSE(EnergyBlend({200, 1000}).covers(150, 1000));
  const EnergyBlend touching({200, 300, 300, 400});
  EXPECT_EQ(touching.models_at(300).first, 1U);
  EXPECT_EQ(touching.models_at(300).lambda, 0);
}

TEST(EnergyBlend, RefusesRangesThatDoNotFormAChain) {
  EXPECT_THROW(EnergyBlend({}), InputError);
  EXPECT_THROW(EnergyBlend({200, 400, 350}), InputError);
  EXPECT_THROW(EnergyBlend({400, 200}), InputError);
  EXPECT_THROW(EnergyBlend({200, 300, 350, 600}), InputError);            // a gap
  EXPECT_THROW(EnergyBlend({200, 600, 300, 500}), InputError);            // one inside the other
  EXPECT_THROW(EnergyBlend({200, 500, 300, 700, 400, 900}), InputError);  // three at 450 MeV
}

}  // namespace
}  // namespace nereus
