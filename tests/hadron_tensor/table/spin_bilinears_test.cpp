// Thirty bilinears instead of amplitudes: nothing is lost.

#include "hadron_tensor/table/spin_bilinears.hpp"

#include <gtest/gtest.h>

#include "../reference_data.hpp"

namespace nereus {
namespace {

struct Case {
  const char* field;
  const char* probe;
  const char* final_state;
  std::size_t shell;
};

/// Largest deviation of the five azimuthal terms from those of the direct evaluator, relative to s0.
double deviation(const AzimuthalTerms& ours, const AzimuthalTerms& direct) {
  double largest = 0;
  for (const auto term : {&AzimuthalTerms::s0, &AzimuthalTerms::s1c, &AzimuthalTerms::s2c,
                          &AzimuthalTerms::s1s, &AzimuthalTerms::s2s})
    largest = std::max(largest, std::abs(ours.*term - direct.*term));
  return largest / direct.s0;
}

/// Terms of the cross section at one point from the bilinears of the amplitudes there.
AzimuthalTerms from_bilinears(const ReferenceModel& model, std::size_t shell, const PhasePoint& point,
                              void (*change)(SpinBilinears&)) {
  const CrossSection& evaluator = *model.evaluator;
  const ShellTransition& transition = model.responses.transition(shell);
  const auto lepton =
      lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, evaluator.probe().lepton_mass);
  const double T = point.omega - evaluator.removal_energy(shell);
  const double mass = evaluator.constants().nucleon_mass;
  const auto amplitudes = transition.spin_amplitudes(T, {{lepton->transfer.q, {point.cos_theta_n}}});
  SpinBilinears bilinears = spin_bilinears(amplitudes[0][0], transition.density(T), mass);
  change(bilinears);
  AzimuthalTerms terms;
  terms.add(contract(lepton_tensor(*lepton, evaluator.probe().helicity_sign()),
                     hadron_tensor_of(bilinears, transition.channel().current(lepton->transfer), mass)),
            cross_section_prefactor(*lepton, evaluator.probe(), evaluator.constants()));
  return terms;
}

// Algebra only: rounding is left. Distorted and plane waves, both neutrinos and electrons, every axial
// charge; the angles make all five terms and all thirty bilinears take part.
TEST(SpinBilinears, GiveTheCrossSectionOfTheAmplitudesForEveryCurrent) {
  const Case cases[] = {{"fields/C12_SLy4.h5", "nu_mu", "distorted", 0},
                        {"fields/C12_SLy4.h5", "nu_mu", "distorted", 1},
                        {"fields/O16_SLy4.h5", "anti_nu_mu", "distorted", 2},
                        {"fields/C12_SLy4.h5", "electron", "distorted", 1},
                        {"fields/C12_SLy4.h5", "nu_e", "plane_wave", 1}};
  for (const Case& at : cases) {
    for (const char* axial_charge : {"complete", "pion_pole", "ghent"}) {
      ModelOptions options;
      options.final_state = at.final_state;
      options.axial_charge = axial_charge;
      const ReferenceModel& model = reference_model(at.field, at.probe, options);
      for (const double cosine : {0.95, 0.3, -0.6}) {
        const PhasePoint point{700, 130, 0.5, cosine, 0, {}};
        const auto keep = [](SpinBilinears&) {};
        EXPECT_LT(deviation(from_bilinears(model, at.shell, point, keep),
                            model.evaluator->azimuthal_terms(at.shell, point)),
                  1e-11)
            << at.probe << " " << axial_charge << " " << cosine;
      }
    }
  }
}

// The mutant of the test above: one imaginary part with the wrong sign shows.
TEST(SpinBilinears, AreAllNeeded) {
  const ReferenceModel& model = reference_model("fields/C12_SLy4.h5", "nu_mu", {});
  const PhasePoint point{700, 130, 0.5, 0.9, 0, {}};
  const auto spoil = [](SpinBilinears& bilinears) { bilinears[im_one_sy] *= -1; };
  EXPECT_GT(deviation(from_bilinears(model, 1, point, spoil), model.evaluator->azimuthal_terms(1, point)),
            1e-5);
}

// The parity that the splines in u are mirrored with: M at -theta is M at (theta, phi = pi), where x and y
// have changed their signs. The bilinears at the poles: the odd ones vanish there.
TEST(SpinBilinears, OfOddParityVanishAlongQ) {
  const ReferenceModel& model = reference_model("fields/C12_SLy4.h5", "nu_mu", {});
  const auto amplitudes = model.responses.transition(1).spin_amplitudes(120, {{500, {1, -1, 0.7}}});
  for (int direction = 0; direction < 2; ++direction) {
    const SpinBilinears along = spin_bilinears(amplitudes[0][direction], 1, 938.92);
    const SpinBilinears aside = spin_bilinears(amplitudes[0][2], 1, 938.92);
    for (int i = 0; i < bilinear_count; ++i) {
      if (!is_odd(i)) continue;
      EXPECT_NEAR(along[i], 0, 1e-12 * aside[one_one]) << i;
    }
  }
}

}  // namespace
}  // namespace nereus
