// Closure of events whose shells have widths in missing energy.

#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/validation/sample_inputs.hpp"
#include "validation/closure.hpp"
#include "validation/effective_sample_size.hpp"
#include "validation/validate.hpp"

namespace nereus {
namespace {

/// Shells 20 and 5 MeV wide with spectroscopic factors 0.6 and 0.8; the flow knows their centres only.
struct BroadInputs {
  std::unique_ptr<CrossSection> cross_section;
  TotalCrossSection total;
  Surrogate surrogate =
      Surrogate::untrained(make_phase_space(*test::sample_inputs().cross_section, 200, 1000), 5);
  explicit BroadInputs(const test::ProxySettings& settings, double e_min = 200, double e_max = 1000)
      : cross_section(test::make_proxy_cross_section(settings)),
        total(test::proxy_total_cross_section(*cross_section, e_min, e_max)) {}

  /// E_nu uniform in a range, all shells equally often.
  WeightSample weights(const ProposalSource& proposals, double e_min, double e_max,
                       std::int64_t events) const {
    return draw_weights(*cross_section, total, proposals, make_flux("flat", e_min, e_max),
                        EnergyDensity::flux, events, 17, Threads{2});
  }
};

/// Two ways to go wrong with a missing energy.
enum class Mistake {
  omega_not_shifted,  ///< proposes in the phase space of the shell's centre
  strength_not_cut    ///< takes rho for normalised below the end of phase space
};

class MistakenProposals : public ProposalSource {
 public:
  MistakenProposals(const BroadInputs& inputs, Mistake mistake) : inputs_(inputs), mistake_(mistake) {}

  std::vector<Proposal> sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                               const std::vector<std::array<double, 4>>& uniforms) const override {
    const ShellStrength& strength = inputs_.cross_section->strength(shell);
    const bool unshifted = mistake_ == Mistake::omega_not_shifted;
    std::vector<EventEnergies> proposed = energies;
    for (EventEnergies& at : proposed) {
      if (unshifted) at.missing_energy = strength.centre();
    }
    std::vector<Proposal> proposals = inputs_.surrogate.sample(shell, proposed, uniforms);
    for (std::size_t i = 0; i < proposals.size(); ++i) {
      proposals[i].point.missing_energy = energies[i].missing_energy;
      const double end = energies[i].e_nu - inputs_.cross_section->probe().lepton_mass;
      if (!unshifted) proposals[i].log_q += std::log(strength.cumulative(end));
    }
    return proposals;
  }

 private:
  const BroadInputs& inputs_;
  Mistake mistake_;
};

// False alarms: 1e-6 for each closure and each slice.
class BroadClosure : public testing::TestWithParam<LineShape> {};

TEST_P(BroadClosure, WeightsAverageToOneInEverySliceOfTheNeutrinoEnergy) {
  const BroadInputs inputs(test::broad_proxy(GetParam()));
  const WeightSample sample = inputs.weights(SurrogateProposals(inputs.surrogate), 200, 1000, 120000);
  const auto slices = energy_slices(sample, 2, 200, 1000, 100);
  EXPECT_EQ(slices.size(), 16U);
  for (const EnergySlice& slice : slices) {
    EXPECT_LT(std::abs(slice.deviation()), closure_limit)
        << slice.shell << ' ' << slice.e_min << ' ' << slice.mean;
    EXPECT_LT(slice.mean_error, 0.03);
  }
  const Closure closure = check_closure(sample),
                uniform =
                    check_closure(inputs.weights(UniformProposals(*inputs.cross_section), 200, 1000, 60000));
  EXPECT_TRUE(closure.passed) << closure.deviation;
  EXPECT_TRUE(uniform.passed) << uniform.deviation;
}

// 1s1/2 twice as broad and a neutrino with little energy: the cut takes most, omega matters most.
TEST_P(BroadClosure, NoticesMistakesWithTheMissingEnergy) {
  test::ProxySettings settings = test::broad_proxy(GetParam());
  settings.fwhm[0] = 40;
  const BroadInputs inputs(settings, 200, 240);
  const auto deviation = [&](const ProposalSource& proposals) {
    return std::abs(
        energy_slices(inputs.weights(proposals, 200, 240, 120000), 2, 200, 240, 40)[0].deviation());
  };
  EXPECT_LT(deviation(SurrogateProposals(inputs.surrogate)), closure_limit);
  EXPECT_GT(deviation(MistakenProposals(inputs, Mistake::omega_not_shifted)), closure_limit);
  if (GetParam() == LineShape::gaussian) return;  // nearly all of a Gaussian lies below the end
  EXPECT_GT(deviation(MistakenProposals(inputs, Mistake::strength_not_cut)), closure_limit);
}

INSTANTIATE_TEST_SUITE_P(Shapes, BroadClosure, testing::Values(LineShape::gaussian, LineShape::lorentzian),
                         [](const auto& shape) {
                           return shape.param == LineShape::gaussian ? "Gaussian" : "Lorentzian";
                         });

TEST(BroadShells, AreValidatedLikeNarrowOnes) {
  const BroadInputs inputs(test::broad_proxy(LineShape::lorentzian));
  ValidateOptions options;
  options.samples = 20000;
  const ValidationReport report =
      validate_surrogate(*inputs.cross_section, inputs.total, inputs.surrogate, options, Threads{2});
  EXPECT_TRUE(report.passed);
  EXPECT_GT(report.together.ress, 0.1);
}

// Against the finer quadrature of the narrow proxy: lines 1 keV wide tell the coarse one's error (6.5e-4 at
// the narrow resonance, well below what the closures above can see).
TEST(BroadShells, HaveTheirCrossSectionsToOneInAThousand) {
  test::ProxySettings settings;
  settings.line_shape = LineShape::gaussian;
  settings.fwhm = {1e-3, 1e-3};
  const BroadInputs inputs(settings);
  for (double e_nu = 200; e_nu <= 1000; e_nu += 20) {
    for (std::size_t shell = 0; shell < 2; ++shell) {
      EXPECT_NEAR(inputs.total.sigma(shell, e_nu) / test::sample_inputs().total.sigma(shell, e_nu), 1, 1e-3)
          << e_nu;
    }
  }
}

}  // namespace
}  // namespace nereus
