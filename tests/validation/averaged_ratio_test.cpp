#include "validation/averaged_ratio.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/base/temporary_folder.hpp"
#include "tests/validation/tiny_flow.hpp"

namespace nereus {
namespace {

using test::tiny_subject;

constexpr double radian = 0.017453292519943295;

/// Sum over both shells of the density with both sines: truth, and surrogate.
std::pair<double, double> at_centre(const PhaseCube& cube) {
  const Subject subject = tiny_subject();
  const double theta_lepton = radian * cube.theta_lepton_deg, theta_n = radian * cube.theta_n_deg;
  const PhasePoint point{cube.e_nu, cube.omega, std::cos(theta_lepton), std::cos(theta_n),
                         radian * cube.phi_n_deg};
  double truth = 0, surrogate = 0;
  for (std::size_t shell = 0; shell < 2; ++shell) {
    truth += subject.cross_section.d4sigma(shell, point);
    surrogate += subject.total.sigma(shell, cube.e_nu) *
                 std::exp(subject.surrogate.log_density(shell, {point}).front());
  }
  const double sines = std::sin(theta_lepton) * std::sin(theta_n);
  return {sines * truth, sines * surrogate};
}

// Where both are smooth, a box of 1 MeV and 1 degree changes them by second-order terms: well below 1 %.
TEST(CubeAverages, AreTheDensityInTheMiddleOfASmoothBox) {
  const std::vector<PhaseCube> cubes{{500, 150, 65, 30, 90}, {500, 200, 85, 60, 90}};
  const auto averages = cube_averages(tiny_subject(), {0, 1}, cubes, 4000, 7, 0, Threads{2});
  ASSERT_EQ(averages.size(), 2U);
  for (std::size_t i = 0; i < cubes.size(); ++i) {
    const auto [truth, surrogate] = at_centre(cubes[i]);
    EXPECT_NEAR(averages[i].truth / truth, 1, 0.01);
    EXPECT_NEAR(averages[i].surrogate / surrogate, 1, 0.02);
  }
}

// Two independent samples differ by their stated noise: 5 standard errors of a difference, false alarm 1e-6.
TEST(CubeAverages, StateTheirNoiseAndDoNotDependOnThreads) {
  const std::vector<PhaseCube> cubes{{500, 150, 65, 30, 90}, {500, 60, 35, 60, 90}};
  const auto one = cube_averages(tiny_subject(), {0, 1}, cubes, 500, 7, 0, Threads{1});
  const auto two = cube_averages(tiny_subject(), {0, 1}, cubes, 500, 7, 0, Threads{2});
  const auto other = cube_averages(tiny_subject(), {0, 1}, cubes, 500, 8, 0, Threads{1});
  for (std::size_t i = 0; i < cubes.size(); ++i) {
    EXPECT_EQ(one[i].truth, two[i].truth);
    EXPECT_EQ(one[i].surrogate, two[i].surrogate);
    EXPECT_GT(one[i].noise, 0);
    const double error = std::hypot(one[i].noise, other[i].noise);
    EXPECT_LT(std::abs(one[i].deviation() - other[i].deviation()), 5 * error);
    EXPECT_NE(one[i].deviation(), other[i].deviation());
  }
}

class FinishedCubes : public TemporaryFolder {};

TEST_F(FinishedCubes, AreUsedAgain) {
  const std::vector<PhaseCube> cubes{{500, 150, 65, 30, 90}, {500, 60, 35, 60, 90}};
  const auto averages = [&](const std::string& directory, std::uint64_t seed) {
    return cube_averages(tiny_subject(), {0, 1}, cubes, 500, seed, 0, Threads{1}, directory);
  };
  const auto without = averages("", 7);
  for (int start = 0; start < 2; ++start) {
    const auto with = averages(path("cubes"), 7);
    for (std::size_t i = 0; i < cubes.size(); ++i) EXPECT_EQ(with[i].deviation(), without[i].deviation());
  }
  EXPECT_EQ(files(), 2U);
  EXPECT_NE(averages(path("cubes"), 8)[0].deviation(), without[0].deviation());
}

// Four cubes of weights 1, 1, 2 and 0: RMS_p^2 = (0.01 + 0.01 + 2 x 0.04) / 4.
TEST(AveragedRatio, FollowsItsDefinition) {
  const std::vector<PhaseCube> cubes(4);
  const AveragedRatio ratio =
      summarise_ratio(cubes, {{1, 1.1, 0.03}, {1, 0.9, 0.03}, {2, 2.4, 0.03}, {0, 5, 0}});
  EXPECT_EQ(ratio.cubes.size(), 3U) << "a cube without truth has no ratio";
  EXPECT_NEAR(ratio.rms, std::sqrt(0.1 / 4), 1e-12);
  EXPECT_NEAR(ratio.noise, 0.03, 1e-12);
  EXPECT_NEAR(ratio.mean, (1.1 + 0.9 + 2 * 1.2) / 4, 1e-12);
  // Central 68 %: from 16 % (inside the lowest quarter) to 84 % (inside the highest half).
  EXPECT_NEAR(ratio.intervals[0][0], 0.9, 1e-12);
  EXPECT_NEAR(ratio.intervals[0][1], 1.2, 1e-12);
}

TEST(AveragedRatio, CoversTheGridOfTheDefinition) {
  const AveragedRatio ratio = averaged_ratio(tiny_subject(), 2, 1, Threads{2});
  EXPECT_EQ(ratio.e_nu, 500);
  EXPECT_EQ(ratio.points, 2);
  // 18 lepton angles, 4 nucleon angles, omega = 20, 25 ... 390 MeV.
  EXPECT_EQ(ratio.cubes.size(), 18U * 4U * 75U);
  EXPECT_GT(ratio.rms, 0.1) << "an untrained flow";
  EXPECT_GT(ratio.intervals[2][1], ratio.intervals[0][1]);
}

}  // namespace
}  // namespace nereus
