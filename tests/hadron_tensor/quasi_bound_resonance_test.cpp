// The proton 1d5/2 state of the 12C SLy4 field: in the continuum by 0.1 MeV, bound in all but name.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "reference_data.hpp"

namespace nereus {
namespace {

struct QuasiBoundState {
  double energy = 0;      ///< kinetic energy of the nucleon [MeV]
  double half_width = 0;  ///< Gamma/2 [MeV]
};

/// Bisection of the jump of a phase shift by pi; Gamma/2 from tan(delta) = (Gamma/2)/(E_r - E) below it.
QuasiBoundState find_jump(const ContinuumSolver& solver, int partial_wave, double below, double above) {
  for (int i = 0; i < 45; ++i) {
    const double middle = 0.5 * (below + above);
    (solver.solve(middle, 50).delta[partial_wave] < M_PI / 2 ? below : above) = middle;
  }
  const double distance = 1e-7;
  return {below, distance * std::tan(solver.solve(below - distance, 50).delta[partial_wave])};
}

// Its Lorentzian, integrated over energy, must hold one state: int dE (dk/dE)(2/pi) int u^2 dr = 1. What is
// missing is the part of the state outside 12 fm and the change of the width across the resonance.
TEST(QuasiBoundResonance, HoldsOneStateInsideTheNucleus) {
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  const ContinuumSolver solver(field, Isospin::proton, {}, 1e-6);
  const int d52 = partial_wave_index(2, 5);
  const QuasiBoundState state = find_jump(solver, d52, 0.105, 0.108);
  std::printf("1d5/2 proton: T = %.6f MeV, Gamma = %.2e MeV\n", state.energy, 2 * state.half_width);
  const double distance = 1e-6;  // in the tail, where u^2 falls like 1/(E - E_r)^2
  const ContinuumWaves waves = solver.solve(state.energy - distance, 50);
  const auto inside = static_cast<Eigen::Index>(12 / waves.step);
  const double norm = waves.u.col(d52).head(inside).square().sum() * waves.step;
  const double dk_dE = 1 / (2 * waves.B0 * waves.k);
  const double area = norm * distance * distance * M_PI / state.half_width;  // of the Lorentzian
  EXPECT_NEAR(area * dk_dE * 2 / M_PI, 1, 0.02);
  EXPECT_LT(2 * state.half_width, 1e-8);
}

// What the state would add to sigma(E_nu), which no quadrature over energies meets (README, limits).
TEST(QuasiBoundResonance, CarriesAShareOfTheCrossSectionThatSamplesCannotMeet) {
  const PhysicalConstants constants;
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  const Probe probe = make_probe({}, constants);
  const ContinuumSolver solver(field, Isospin::proton, constants, 1e-6);
  const QuasiBoundState state = find_jump(solver, partial_wave_index(2, 5), 0.105, 0.108);
  ModelOptions model;
  model.accuracy = 1e-6;  // the same steps as above: E_r moves by some 1e-7 MeV with them
  const InclusiveResponses responses(field, probe, model, constants);
  const double distance = 1e-5;
  for (const double e_nu : {200.0, 600.0}) {
    double sigma = 0;
    for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
      const ShellTransition& transition = responses.transition(shell);
      const double omega = transition.removal_energy() + state.energy - distance;
      const int count = 400;  // midpoint rule in cos theta: good to 1e-3
      for (int i = 0; i < count; ++i) {
        const auto lepton = lepton_kinematics(e_nu, omega, -1 + (2.0 * i + 1) / count, probe.lepton_mass);
        const Responses W =
            transition.responses(omega, transition.removal_energy(), {lepton->transfer.q}).front();
        sigma += 2.0 / count * inclusive_cross_section(*lepton, W, probe, constants) * distance * distance *
                 M_PI / state.half_width;
      }
    }
    std::printf("E_nu = %.0f MeV: %.4f 1e-38 cm2\n", e_nu, 1e12 * sigma);
    EXPECT_GT(1e12 * sigma, 0.1);
    EXPECT_LT(1e12 * sigma, 0.2);
  }
}

}  // namespace
}  // namespace nereus
