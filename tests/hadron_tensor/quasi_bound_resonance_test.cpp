// The proton 1d5/2 state of the 12C SLy4 field: in the continuum by 0.1 MeV, bound in all but name.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <memory>

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

// Bisection of the jump of the phase, and the tangent of the phase 1e-7 MeV below it, as this solver's
// matching gave them before it took the state out: 0.106482 MeV, 4.85e-9 MeV. Half a unit of the last digit.
TEST(QuasiBoundState, IsFoundAndKeptApart) {
  ASSERT_EQ(protons().quasi_bound().size(), 1u);
  EXPECT_EQ(label(d52().shell), "1d5/2");
  EXPECT_NEAR(d52().kinetic_energy, 0.106482, 5e-7);
  EXPECT_NEAR(d52().width, 4.85e-9, 0.005e-9);
  for (const Resonance& resonance : protons().resonances()) EXPECT_FALSE(resonance.quasi_bound());
  EXPECT_TRUE(ContinuumSolver(carbon(), Isospin::neutron, {}, 1e-6).quasi_bound().empty());
}

// The width comes from the tail of the probability inside; the phase must turn by pi/4 at T_r -+ Gamma/2.
// Tolerance: T_r to a hundredth of the width.
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
// |u|^2 = (pi/2)(dE/dk) Gamma/(2 pi d^2) |phi|^2. The two sides together leave the second order in d/T, about
// 1 %.
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

// No peak is left: within the window the responses are those of its edges (the other partial waves change by
// 10 % over the window, as penetrabilities at 0.1 MeV do), and they join the continuum outside.
TEST(QuasiBoundState, LeavesASmoothContinuum) {
  const InclusiveResponses responses(carbon(), make_probe({}, {}), {}, {});
  const ShellTransition& transition = responses.transition(1);
  const auto w11 = [&](double distance) {
    return transition
        .responses(transition.removal_energy() + d52().kinetic_energy + distance, transition.removal_energy(),
                   {300})
        .front()
        .w11;
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
  const InclusiveResponses responses(carbon(), make_probe({}, {}), model, {});
  const auto sigma = discrete_cross_sections(responses, make_probe({}, {}), {100, 200, 600});
  ASSERT_EQ(sigma.size(), 2u);
  EXPECT_EQ(sigma[0][0] + sigma[1][0], 0);  // below the muon's threshold
  EXPECT_NEAR(1e12 * (sigma[0][1] + sigma[1][1]), 0.1318, 2e-4);
  EXPECT_NEAR(1e12 * (sigma[0][2] + sigma[1][2]), 0.1333, 2e-4);
  std::printf("1d5/2 proton: %.4f and %.4f 1e-38 cm2 at 200 and 600 MeV\n",
              1e12 * (sigma[0][1] + sigma[1][1]), 1e12 * (sigma[0][2] + sigma[1][2]));
  model.final_state = "plane_wave";
  const InclusiveResponses plane(carbon(), make_probe({}, {}), model, {});
  EXPECT_EQ(discrete_cross_sections(plane, make_probe({}, {}), {600})[1][0], 0);
}

// A bump on the potential lifts the state to where it is wide enough to be integrated as a part of the
// continuum: by the midpoint rule over +-40 widths, T = T_r + (Gamma/2) tan x. What lies beyond is the
// Lorentzian's share, the other waves are what is left of the edges. The tolerance allows for the part of the
// wave outside its barrier.
TEST(QuasiBoundState, HasTheStrengthOfThePeakItReplaces) {
  MeanField field = carbon();
  for (int i = 0; i < field.points; ++i)
    field.proton_potential.U[i] += 0.6 * std::exp(-std::pow(field.radius(i) / 3, 2));
  const auto channel = std::make_shared<const ChannelModel>(field, make_probe({}, {}), Isospin::neutron,
                                                            ModelOptions(), PhysicalConstants());
  const Resonance& state = channel->continuum.resonances().at(0);
  ASSERT_EQ(label(state.shell), "1d5/2");
  ASSERT_GT(state.width, 1e-5);
  ASSERT_LT(state.width, 1e-3);
  const BoundOrbital& hole = *channel->field.occupied(Isospin::neutron).at(1);
  const ShellTransition transition(channel, hole);
  const auto w11 = [&](double T) {
    return transition.responses(transition.removal_energy() + T, transition.removal_energy(), {300})
        .front()
        .w11;
  };
  const double limit = std::atan(80.0);
  const int count = 400;
  double peak = 0;
  for (int i = 0; i < count; ++i) {
    const double x = limit * (-1 + (2.0 * i + 1) / count);
    peak += w11(state.kinetic_energy + state.width / 2 * std::tan(x)) * state.width / 2 /
            std::pow(std::cos(x), 2) * 2 * limit / count;
  }
  const double core = 1 - 2 * state.width / (M_PI * ContinuumSolver::quasi_bound_window);
  const double omega = transition.removal_energy() + state.kinetic_energy;
  const double strength =
      discrete_responses(transition, state, {300}).front().of(channel->current({omega, 300})).w11 / core;
  const double distance = 40 * state.width;
  const double edges = 0.5 * (w11(state.kinetic_energy - distance) + w11(state.kinetic_energy + distance));
  const double others = 2 * distance * edges - strength * state.width / (M_PI * distance);
  std::printf("1d5/2 lifted to %.4f MeV, Gamma = %.3g MeV: peak/state = %.4f\n", state.kinetic_energy,
              state.width, (peak - others) / (strength * limit * 2 / M_PI));
  EXPECT_NEAR((peak - others) / (strength * limit * 2 / M_PI), 1, 2e-3);
}

// Sums of |J|^2: no combination of lepton components may become negative.
TEST(QuasiBoundState, HasResponsesOfAPositiveTensor) {
  const InclusiveResponses responses(carbon(), make_probe({}, {}), {}, {});
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    const ShellTransition& transition = responses.transition(shell);
    const double omega = transition.removal_energy() + d52().kinetic_energy;
    for (const double q : {50.0, 300.0, 900.0}) {
      const Responses W =
          discrete_responses(transition, d52(), {q}).front().of(transition.channel().current({omega, q}));
      EXPECT_GT(W.w00, 0);
      EXPECT_LE(W.w03 * W.w03, W.w00 * W.w33 * (1 + 1e-12));
      EXPECT_LE(std::abs(W.w12), W.w11 * (1 + 1e-12));
    }
  }
}

}  // namespace
}  // namespace nereus
