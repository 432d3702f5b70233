// The proton 1d5/2 state of the 12C SLy4 field: in the continuum by 0.1 MeV, bound in all but name.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "hadron_tensor/absolute_phase.hpp"
#include "hadron_tensor/quasi_bound.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

const MeanField& carbon() { return reference_field("fields/C12_SLy4.h5"); }

const ContinuumSolver& protons() {
  static const ContinuumSolver solver(carbon(), Isospin::proton, {}, 1e-6);
  return solver;
}

const Resonance& d52() { return protons().quasi_bound().at(0); }

// Bisection of the jump of the phase, and the tangent of the phase 1e-7 MeV below it, as this solver's matching
// gave them before it took the state out: 0.106482 MeV, 4.85e-9 MeV. Half a unit of the last digit.
TEST(QuasiBoundState, IsFoundAndKeptApart) {
  ASSERT_EQ(protons().quasi_bound().size(), 1u);
  EXPECT_EQ(label(d52().shell), "1d5/2");
  EXPECT_NEAR(d52().kinetic_energy, 0.106482, 5e-7);
  EXPECT_NEAR(d52().width, 4.85e-9, 0.005e-9);
  for (const Resonance& resonance : protons().resonances()) EXPECT_FALSE(resonance.quasi_bound());
  EXPECT_TRUE(ContinuumSolver(carbon(), Isospin::neutron, {}, 1e-6).quasi_bound().empty());
}

// The width comes from the tail of the probability inside; the phase must turn by pi/4 at T_r -+ Gamma/2. Tolerance:
// T_r to a hundredth of the width.
TEST(QuasiBoundState, HasTheWidthOverWhichThePhaseTurns) {
  const RadialEquation equation(carbon(), Isospin::proton, {});
  const AbsolutePhase phase(equation, 1e-6);
  const int c = partial_wave_index(2, 5);
  for (const double quarter : {1.0, 3.0}) {
    const double T = d52().kinetic_energy + d52().width * (quarter - 2) / 2;
    EXPECT_NEAR(phase.at(T, 2)[c], quarter * M_PI / 4, 0.02);
  }
}

// Its wave is normalised; the waves on both sides of the window are its Lorentzian's tail,
// |u|^2 = (pi/2)(dE/dk) Gamma/(2 pi d^2) |phi|^2. The two sides together leave the second order in d/T, about 1 %.
TEST(QuasiBoundState, IsTheStateWhoseTailsTheContinuumHolds) {
  const int c = partial_wave_index(2, 5);
  const ContinuumWaves state = protons().discrete_wave(d52(), 50);
  const Eigen::ArrayXd phi = state.u.col(c);
  EXPECT_NEAR(phi.square().sum() * state.step, 1, 0.02);  // the rest is outside the bound states
  const double d = 1.001 * ContinuumSolver::quasi_bound_window;
  double ratio = 0;
  for (const double side : {-d, d}) {
    const ContinuumWaves waves = protons().solve(d52().kinetic_energy + side, 50);
    ASSERT_EQ(waves.u.rows(), phi.size());
    const Eigen::Index inside = static_cast<Eigen::Index>(5 / state.step);
    const double tail = waves.u.col(c).head(inside).square().sum() / phi.head(inside).square().sum();
    ratio += 0.5 * tail / (waves.B0 * waves.k * d52().width / (2 * d * d));
  }
  EXPECT_NEAR(ratio, 1, 0.01);
}

// No peak is left: within the window the responses are those of its edges (the other partial waves change by 10 %
// over the window, as penetrabilities at 0.1 MeV do), and they join the continuum outside.
TEST(QuasiBoundState, LeavesASmoothContinuum) {
  const InclusiveResponses responses(carbon(), make_probe({}, {}), {}, {});
  const ShellTransition& transition = responses.transition(1);
  const auto w11 = [&](double distance) {
    return transition.responses(transition.removal_energy() + d52().kinetic_energy + distance, {300}).front().w11;
  };
  const double window = ContinuumSolver::quasi_bound_window;
  for (const double side : {-1.0, 1.0}) {
    const double edge = w11(side * window * 1.0001);
    EXPECT_NEAR(w11(side * window * 0.9999) / edge, 1, 1e-3);
    for (const double distance : {1e-12, 1e-9, 1e-6, 1e-4}) EXPECT_NEAR(w11(side * distance) / edge, 1, 0.1);
  }
  // The state would stand out by (window/(Gamma/2))^2 = 1e11 at its peak.
  EXPECT_LT(w11(1e-10) * window, 1e-3 * w11(50));
}

// From the tail of the responses 1e-5 MeV below T_r, before the state was taken out of them: midpoint rule in
// cos theta, good to 1e-3.
TEST(QuasiBoundState, CarriesAShareOfTheCrossSectionThatSamplesCannotMeet) {
  ModelOptions model;
  const ChannelModel channel(carbon(), make_probe({}, {}), model, {});
  const auto sigma = discrete_cross_sections(channel, {100, 200, 600});
  ASSERT_EQ(sigma.size(), 2u);
  EXPECT_EQ(sigma[0][0] + sigma[1][0], 0);  // below the muon's threshold
  EXPECT_NEAR(1e12 * (sigma[0][1] + sigma[1][1]), 0.1318, 2e-4);
  EXPECT_NEAR(1e12 * (sigma[0][2] + sigma[1][2]), 0.1333, 2e-4);
  std::printf("1d5/2 proton: %.4f and %.4f 1e-38 cm2 at 200 and 600 MeV\n", 1e12 * (sigma[0][1] + sigma[1][1]),
              1e12 * (sigma[0][2] + sigma[1][2]));
  model.final_state = "plane_wave";
  const ChannelModel plane(carbon(), make_probe({}, {}), model, {});
  EXPECT_EQ(discrete_cross_sections(plane, {600})[1][0], 0);
}

// The four components of a lepton tensor cannot make the responses of a single state negative.
TEST(QuasiBoundState, HasResponsesOfAPositiveTensor) {
  const ChannelModel channel(carbon(), make_probe({}, {}), {}, {});
  for (const BoundOrbital* hole : channel.field.occupied(Isospin::neutron)) {
    for (const Responses& W : discrete_responses(channel, *hole, d52(), {50, 300, 900})) {
      EXPECT_GT(W.w00, 0);
      EXPECT_LE(W.w03 * W.w03, W.w00 * W.w33 * (1 + 1e-12));
      EXPECT_LE(std::abs(W.w12), W.w11 * (1 + 1e-12));
    }
  }
}

}  // namespace
}  // namespace nereus
