#include "generator/energy_sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

/// sigma of two shells, a E and b (E - 200)^2: cubic splines reproduce both.
TotalCrossSection two_shells() {
  std::vector<double> energies, linear, quadratic;
  for (int i = 0; i <= 80; ++i) {
    const double e_nu = 200 + 10.0 * i;
    energies.push_back(e_nu);
    linear.push_back(1e-3 * e_nu);
    quadratic.push_back(2e-6 * (e_nu - 200) * (e_nu - 200));
  }
  return TotalCrossSection::from_values(energies, {linear, quadratic}, "two shells");
}

const Flux steps{"steps", "", "", {250, 400, 600, 900}, {3, 0, 1}};

double quadratic_integral(double low, double high) {
  return 2e-6 * (std::pow(high - 200, 3) - std::pow(low - 200, 3)) / 3;
}
double linear_integral(double low, double high) { return 0.5e-3 * (high * high - low * low); }

// Analytic integrals over the bins; the tolerance is that of the spline's ends.
TEST(EnergySampler, FluxAveragedCrossSectionIsTheIntegral) {
  const double expected = (3 * (linear_integral(250, 400) + quadratic_integral(250, 400)) +
                           linear_integral(600, 900) + quadratic_integral(600, 900)) /
                          (3 * 150 + 300);
  EXPECT_NEAR(EnergySampler(steps, two_shells()).flux_averaged_sigma() / expected, 1, 1e-6);
}

/// Chi-square of 1e5 draws against flux x sigma in 25 MeV bins and shells; `bend` distorts the expectation.
double chi_square(double bend) {
  const EnergySampler sampler(steps, two_shells());
  const int draws = 100000;
  std::vector<double> counts(2 * 26, 0.0), expected(2 * 26, 0.0);
  for (int i = 0; i < draws; ++i) {
    RandomStream random(11, StreamPurpose::test, static_cast<std::uint64_t>(i));
    const EnergyAndShell drawn = sampler.draw(random);
    counts[drawn.shell * 26 + static_cast<std::size_t>((drawn.e_nu - 250) / 25)] += 1;
  }
  double total = 0;
  for (std::size_t bin = 0; bin < 26; ++bin) {
    const double low = 250 + 25.0 * static_cast<double>(bin), high = low + 25;
    const double flux = (low < 400 ? 3 : low < 600 ? 0 : 1) * (1 + bend * (low - 575) / 325);
    expected[bin] = flux * linear_integral(low, high);
    expected[26 + bin] = flux * quadratic_integral(low, high);
    total += expected[bin] + expected[26 + bin];
  }
  double sum = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    const double mean = draws * expected[bin] / total;
    if (mean == 0) {
      EXPECT_EQ(counts[bin], 0);
    } else {
      sum += (counts[bin] - mean) * (counts[bin] - mean) / mean;
    }
  }
  return sum;
}

// 36 filled bins: chi-square with 35 degrees of freedom exceeds 91 with probability 1e-6.
TEST(EnergySampler, EnergiesAndShellsFollowFluxTimesSigma) { EXPECT_LT(chi_square(0), 91); }

TEST(EnergySampler, ADensityBentByFivePercentWouldBeNoticed) { EXPECT_GT(chi_square(0.05), 91); }

TEST(EnergySampler, DrawReportsTheCrossSectionAtItsEnergy) {
  const TotalCrossSection total = two_shells();
  RandomStream random(3, StreamPurpose::test, 0);
  const EnergyAndShell drawn = EnergySampler(steps, total).draw(random);
  EXPECT_EQ(drawn.sigma_shell, total.sigma(drawn.shell, drawn.e_nu));
  EXPECT_EQ(drawn.sigma_total, total.sigma(drawn.e_nu));
}

TEST(EnergySampler, MonoFluxHasOneEnergy) {
  const EnergySampler sampler(Flux{"mono", "", "", {600}, {}}, two_shells());
  EXPECT_NEAR(sampler.flux_averaged_sigma(), 0.6 + 2e-6 * 160000, 1e-6);
  for (std::uint64_t i = 0; i < 10; ++i) {
    RandomStream random(3, StreamPurpose::test, i);
    EXPECT_EQ(sampler.draw(random).e_nu, 600);
  }
}

TEST(EnergySampler, AVanishingCrossSectionIsRefused) {
  const auto nothing =
      TotalCrossSection::from_values({200, 300, 400, 500, 600, 700}, {{0, 0, 0, 0, 0, 0}}, "nothing");
  EXPECT_REFUSED(EnergySampler(Flux{"flat", "", "", {250, 400}, {1}}, nothing), InputError,
                 "gives no events");
}

}  // namespace
}  // namespace nereus
