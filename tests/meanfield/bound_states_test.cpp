#include "meanfield/bound_states.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double B0 = 20.0, quantum = 10.0;  // hbar^2/2m [MeV fm^2], hbar omega [MeV]
// Oscillator length sqrt(2 B0/quantum) = 2 fm: states of a few quanta vanish at 20 fm.
const SpectralGrid& grid() {
  static const SpectralGrid instance(20, 1.0, 16);
  return instance;
}

/// Harmonic oscillator with a constant spin-orbit splitting W/r = strength.
GridPotential oscillator(double strength) {
  const Eigen::ArrayXd& r = grid().r();
  return {Eigen::ArrayXd::Constant(r.size(), B0), quantum * quantum / (4 * B0) * r.square(), strength * r};
}

Shell shell(int n, int l, int two_j) { return {n, l, two_j, Isospin::neutron}; }

// e = hbar omega (2(n-1) + l + 3/2) + strength <sigma.l>, exactly. Tolerance: rounding of a matrix with
// entries up to 1e5 MeV.
TEST(RadialHamiltonian, ReproducesTheLevelsOfTheHarmonicOscillator) {
  const double strength = -0.7;
  RadialHamiltonian h(grid(), oscillator(strength));
  for (const Shell& state : {shell(1, 0, 1), shell(2, 0, 1), shell(3, 0, 1), shell(1, 1, 3), shell(1, 1, 1),
                             shell(2, 3, 5), shell(1, 6, 13)}) {
    const double exact = quantum * (2 * (state.n - 1) + state.l + 1.5) + strength * state.sigma_dot_l();
    EXPECT_NEAR(h.bound_state(state, {}).energy, exact, 1e-9) << label(state);
  }
}

// 1s: u = 2 pi^(-1/4) b^(-3/2) r exp(-r^2/2b^2), b = 2 fm.
TEST(RadialHamiltonian, ReproducesTheWaveFunctionOfTheOscillator) {
  RadialHamiltonian h(grid(), oscillator(0));
  const EigenState state = h.bound_state(shell(1, 0, 1), {});
  const Eigen::ArrayXd& r = grid().r();
  const Eigen::ArrayXd exact = 2 * std::pow(M_PI, -0.25) * std::pow(2.0, -1.5) * r * (-r.square() / 8).exp();
  EXPECT_LT((state.u - exact).abs().maxCoeff(), 1e-10);
}

TEST(RadialHamiltonian, StatesAreOrthonormal) {
  RadialHamiltonian h(grid(), oscillator(0));
  const EigenState first = h.bound_state(shell(1, 1, 3), {}), second = h.bound_state(shell(2, 1, 3), {});
  EXPECT_NEAR(grid().integral(first.u.square()), 1, 1e-12);
  EXPECT_NEAR(grid().integral(second.u.square()), 1, 1e-12);
  EXPECT_NEAR(grid().integral(first.u * second.u), 0, 1e-11);
}

// Inertia tells which state was found, so that a guess may be bad but never decides the answer.
TEST(RadialHamiltonian, FindsTheNthStateFromAGuessOfAnotherOne) {
  RadialHamiltonian h(grid(), oscillator(0));
  const EigenState wrong = h.bound_state(shell(3, 0, 1), {});
  EXPECT_NEAR(h.bound_state(shell(1, 0, 1), wrong.u).energy, 1.5 * quantum, 1e-9);
}

// The state does not depend on how it was found. Tolerance: rounding, see above.
TEST(RadialHamiltonian, AGuessDoesNotChangeTheAnswer) {
  RadialHamiltonian h(grid(), oscillator(-0.5));
  const EigenState cold = h.bound_state(shell(2, 2, 5), {});
  const Eigen::ArrayXd disturbed = cold.u * (1 + 0.3 * (grid().r() / 20));
  const EigenState warm = h.bound_state(shell(2, 2, 5), disturbed);
  EXPECT_NEAR(warm.energy, cold.energy, 1e-10);
  EXPECT_LT((warm.u - cold.u).abs().maxCoeff(), 1e-10);
}

TEST(RadialHamiltonian, RefusesAPotentialThatIsNotANumber) {
  GridPotential broken = oscillator(0);
  broken.U[40] = std::nan("");
  RadialHamiltonian h(grid(), broken);
  EXPECT_THROW(h.bound_state(shell(1, 0, 1), {}), ConvergenceError);
}

}  // namespace
}  // namespace nereus
