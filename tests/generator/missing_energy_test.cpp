#include "generator/missing_energy.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "base/sealed_file.hpp"
#include "generator/event_sampler.hpp"
#include "generator/nuclear_mass.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

TEST(DrawMissingEnergy, LeavesADeltaFunctionAlone) {
  const ShellStrength line(LineShape::delta, 34.5, 0, 17.25, 1);
  for (double uniform : {1e-9, 0.5, 1 - 1e-9}) {
    EXPECT_EQ(draw_missing_energy(line, 100, uniform).missing_energy, 34.5);
    EXPECT_EQ(draw_missing_energy(line, 100, uniform).log_open_share, 0);
  }
}

TEST(DrawMissingEnergy, RefusesWhatIsClosed) {
  EXPECT_REFUSED(draw_missing_energy({LineShape::delta, 34.5, 0, 17.25, 1}, 30, 0.5), InputError,
                 "cannot be emptied");
  EXPECT_REFUSED(draw_missing_energy({LineShape::gaussian, 34.5, 10, 17.25, 1}, 17, 0.5), InputError,
                 "begins at 17.250 MeV");
}

// By its own definition: cumulative(E_m) = u cumulative(end). 1e-12 is rounding.
TEST(DrawMissingEnergy, FollowsTheStrengthCutWherePhaseSpaceEnds) {
  for (LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength line(shape, 34.5, 20, 17.25, 1);
    for (double end : {20.0, 40.0, 90.0, 900.0}) {
      const double open = line.cumulative(end);
      for (double uniform : {1e-6, 0.1, 0.5, 0.9, 1 - 1e-6}) {
        const auto [missing_energy, log_open_share] = draw_missing_energy(line, end, uniform);
        EXPECT_GE(missing_energy, line.threshold());
        EXPECT_LT(missing_energy, end);
        EXPECT_NEAR(line.cumulative(missing_energy), uniform * open, 1e-12) << end << ' ' << uniform;
        EXPECT_NEAR(log_open_share, std::log(open), 1e-12);
      }
      EXPECT_LE(draw_missing_energy(line, end, 1 - 1e-16).missing_energy, end - 1e-6);
    }
  }
}

/// The broad proxy with its sigma(E_nu) and the flow of the narrow one: made once per shape.
struct BroadInputs {
  std::unique_ptr<CrossSection> cross_section;
  TotalCrossSection total;
  Surrogate surrogate =
      Surrogate::untrained(make_phase_space(*test::make_proxy_cross_section(), 200, 1000), 5);
  explicit BroadInputs(LineShape shape)
      : cross_section(test::make_proxy_cross_section(test::broad_proxy(shape))),
        total(test::proxy_total_cross_section(*cross_section)) {}
};

// Wilson and Hilferty (1931): (chi2/n)^(1/3) is normal for n degrees of freedom.
double chi2_deviation(double chi2, double n) {
  return (std::cbrt(chi2 / n) - (1 - 2 / (9 * n))) / std::sqrt(2 / (9 * n));
}

/// sigma(E_nu; E_m) of a shell that sits at E_m alone, spectroscopic factor included: flat Monte Carlo.
/// \return mean and its standard error [fm^2]
std::pair<double, double> sigma_at(const BroadInputs& inputs, std::size_t shell, EventEnergies at,
                                   std::size_t points) {
  const ShellCoordinates coordinates(inputs.surrogate.parts().phase_space, shell);
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < points; ++i) {
    RandomStream random(31, StreamPurpose::test, i);
    const std::array<double, 3> u{random.uniform(), random.uniform(), random.uniform()};
    const PhasePoint point = coordinates.physics_point({at.e_nu, u, 0, 0, at.missing_energy});
    const double value = 2 * M_PI * std::exp(coordinates.cube_point(point).log_jacobian) *
                         inputs.cross_section->azimuthal_terms(shell, point).s0;
    sum += value;
    squares += value * value;
  }
  const auto n = static_cast<double>(points);
  return {sum / n, std::sqrt((squares / n - sum / n * sum / n) / n)};
}

// Weighted events of one energy in bins of E_m against int rho(E_m) sigma(E_nu; E_m) dE_m / sigma(E_nu), both
// with their errors; at 205 MeV sigma falls fast with E_m. One-sided 4.75 of a normal deviate: false alarm
// 1e-6. The mutant is rho alone: what is drawn is not what is weighed.
class MissingEnergies : public testing::TestWithParam<LineShape> {};

TEST_P(MissingEnergies, OfWeightedEventsFollowStrengthTimesCrossSection) {
  const BroadInputs inputs(GetParam());
  const double e_nu = 205, end = e_nu - inputs.cross_section->probe().lepton_mass;
  const EnergySampler energies(make_flux("mono:205", 200, 1000), inputs.total);
  const SurrogateProposals proposals(inputs.surrogate);
  const auto events =
      EventSampler(*inputs.cross_section, energies, proposals, 5).sample(0, 60000, Threads{2});
  std::vector<double> edges{17.25, 20, 23, 26, 29, 32, 35, 38, 42, 47, 54};
  if (GetParam() == LineShape::lorentzian) edges.insert(edges.end(), {64, 80, 95});
  const std::size_t bins = edges.size() - 1;
  std::vector<double> sum(bins), squares(bins);
  double total = 0, members = 0;
  for (const Event& event : events) {
    EXPECT_LT(*event.point.missing_energy, end);
    if (event.shell != 0) continue;
    const auto above = std::upper_bound(edges.begin(), edges.end(), *event.point.missing_energy);
    ++members;
    if (above == edges.end() || above == edges.begin()) continue;
    const auto bin = static_cast<std::size_t>(above - edges.begin() - 1);
    sum[bin] += event.weight;
    squares[bin] += event.weight * event.weight;
  }
  const ShellStrength& strength = inputs.cross_section->strength(0);
  const double sigma = inputs.total.sigma(0, e_nu);
  double chi2 = 0, mutant = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    // Three-point Gauss in E_m: bins are narrow where rho bends.
    double expected = 0, variance = 0, rho_alone = 0;
    const double centre = 0.5 * (edges[bin] + edges[bin + 1]), half = 0.5 * (edges[bin + 1] - edges[bin]);
    for (const auto& [x, w] :
         {std::pair{-std::sqrt(0.6), 5 / 9.0}, {0.0, 8 / 9.0}, {std::sqrt(0.6), 5 / 9.0}}) {
      const EventEnergies at{e_nu, centre + half * x};
      const double share = half * w * strength.density(at.missing_energy);
      const auto [value, error] = sigma_at(inputs, 0, at, 4000);
      expected += share * value / sigma;
      variance += std::pow(share * error / sigma, 2);
      rho_alone += share / strength.cumulative(end);
    }
    const double mean = sum[bin] / members, spread = squares[bin] / members - mean * mean;
    chi2 += std::pow(mean - expected, 2) / (spread / members + variance);
    mutant += std::pow(mean - rho_alone, 2) / (spread / members + variance);
    total += mean;
  }
  EXPECT_LT(chi2_deviation(chi2, static_cast<double>(bins)), 4.75) << chi2;
  EXPECT_GT(chi2_deviation(mutant, static_cast<double>(bins)), 4.75) << mutant;
  EXPECT_GT(total, 0.9) << "most events lie in the bins";
}

INSTANTIATE_TEST_SUITE_P(Shapes, MissingEnergies, testing::Values(LineShape::gaussian, LineShape::lorentzian),
                         [](const auto& shape) {
                           return shape.param == LineShape::gaussian ? "Gaussian" : "Lorentzian";
                         });

class BroadEvents : public TemporaryFolder {};

// Energy and momentum balance to the residual nucleus, T_N = omega - E_m, the same file for any threads.
TEST_F(BroadEvents, AreWrittenWithTheirMissingEnergies) {
  const BroadInputs inputs(LineShape::lorentzian);
  const GenerateOptions options = test::sample_options();
  const Flux flux = make_flux(options.flux, 200, 1000);
  const auto generate = [&](const std::string& name, int threads) {
    return generate_events({*inputs.cross_section, inputs.total, inputs.surrogate, flux, {}}, options,
                           path(name), Threads{threads});
  };
  const GenerationSummary summary = generate("one", 1);
  generate("two", 2);
  EXPECT_EQ(read_text_file(path("one.h5")), read_text_file(path("two.h5")));
  EXPECT_EQ(read_text_file(path("one.hepmc3")), read_text_file(path("two.hepmc3")));
  // False alarm 1e-6.
  EXPECT_LT(std::abs(summary.sigma_events - summary.sigma_flux), 4.89 * summary.sigma_events_error);

  const SealedFileReader file(path("one.h5"), "events");
  const auto column = [&](const std::string& name) { return file.read("/events/" + name).values; };
  const auto missing_energy = column("missing_energy_mev"), omega = column("omega_mev"),
             nucleon = column("nucleon_p4_mev"), residual = column("residual_p4_mev"),
             e_nu = column("e_nu_mev");
  const double target = file.number_attribute("/events", "target_mass_mev");
  const std::set<double> different(missing_energy.begin(), missing_energy.end());
  EXPECT_GT(different.size(), 5990U);
  for (std::size_t i = 0; i < omega.size(); ++i) {
    const double kinetic = nucleon[4 * i] - proton_mass;
    EXPECT_NEAR(kinetic, omega[i] - missing_energy[i], 1e-8);
    EXPECT_GE(missing_energy[i], 17.25);
    EXPECT_LT(missing_energy[i], e_nu[i] - inputs.cross_section->probe().lepton_mass);
    // What the target gives: M_A + omega = E_residual + m_p + T_N. 2^-30 MeV roundings.
    EXPECT_NEAR(residual[4 * i], target + missing_energy[i] - proton_mass, 1e-8);
  }
  EXPECT_EQ(file.read("/shells/missing_energy_fwhm_mev").values, (std::vector<double>{20, 5}));
  EXPECT_EQ(file.read("/shells/missing_energy_threshold_mev").values, (std::vector<double>{17.25, 17.25}));
  EXPECT_EQ(file.read("/shells/spectroscopic_factor").values, (std::vector<double>{0.6, 0.8}));
  EXPECT_EQ(file.read("/shells/removal_energy_mev").values, (std::vector<double>{34.5, 17.25}));
}

}  // namespace
}  // namespace nereus
