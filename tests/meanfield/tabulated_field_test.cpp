// The table that the scattering problem works with: smooth, and consistent with its own bound states.

#include <gtest/gtest.h>

#include <cmath>

#include "meanfield/hartree_fock.hpp"

namespace nereus {
namespace {

class TabulatedField : public testing::TestWithParam<const char*> {
 protected:
  static MeanField solve(const char* force) {
    MeanFieldOptions options;
    options.force = force;
    return solve_hartree_fock(parse_nucleus("O16"), options, {}).field;
  }
  MeanField field_ = solve(GetParam());
};

/// df/dr by a central difference of eighth order; its error at a step of 0.0125 fm is rounding, 1e-12.
double difference(const Eigen::ArrayXd& f, Eigen::Index i, double step) {
  return (4.0 / 5 * (f[i + 1] - f[i - 1]) - 1.0 / 5 * (f[i + 2] - f[i - 2]) +
          4.0 / 105 * (f[i + 3] - f[i - 3]) - 1.0 / 280 * (f[i + 4] - f[i - 4])) /
         step;
}

TEST_P(TabulatedField, DerivativesAreThoseOfTheTable) {
  for (Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    const RadialPotential& q = field_.potential(isospin);
    for (Eigen::Index i = 4; i < field_.points - 4; ++i) {
      EXPECT_NEAR(difference(q.B, i, field_.step), q.dB[i], 1e-8);
      EXPECT_NEAR(difference(q.dB, i, field_.step), q.d2B[i], 1e-7);
    }
  }
}

// h u = e u at every point of the table, so that continuum waves of the same h are orthogonal to u.
TEST_P(TabulatedField, OrbitalsSolveTheRadialEquationPointByPoint) {
  for (const BoundOrbital& orbital : field_.orbitals) {
    const RadialPotential& q = field_.potential(orbital.shell.isospin);
    const int l = orbital.shell.l;
    for (Eigen::Index i = 4; i < field_.points - 4; ++i) {
      const double r = field_.radius(static_cast<int>(i));
      const double d2u = difference(orbital.du, i, field_.step);
      const double potential =
          q.B[i] * l * (l + 1) / (r * r) + q.dB[i] / r + q.U[i] + q.W[i] / r * orbital.shell.sigma_dot_l();
      const double residual =
          -q.B[i] * d2u - q.dB[i] * orbital.du[i] + (potential - orbital.energy) * orbital.u[i];
      ASSERT_NEAR(residual, 0, 5e-8) << label(orbital.shell) << " at " << r;
    }
  }
}

// A second method: Numerov's for g = sqrt(B/B0) u, g'' = [(V - e)/B + B''/2B - B'^2/4B^2] g, started with two
// values of u. Its own error is of order step^4: 1e-7.
TEST_P(TabulatedField, NumerovIntegrationGivesTheSameOrbital) {
  const BoundOrbital& orbital = field_.orbital({1, 1, 3, Isospin::neutron});
  const RadialPotential& q = field_.neutron_potential;
  const int l = orbital.shell.l;
  const auto k = [&](int i) {
    const double r = field_.radius(i);
    const double V =
        q.B[i] * l * (l + 1) / (r * r) + q.dB[i] / r + q.U[i] + q.W[i] / r * orbital.shell.sigma_dot_l();
    return (V - orbital.energy) / q.B[i] + q.d2B[i] / (2 * q.B[i]) - std::pow(q.dB[i] / (2 * q.B[i]), 2);
  };
  const auto g = [&](int i) { return std::sqrt(q.B[i] / q.B0) * orbital.u[i]; };
  const double h2 = field_.step * field_.step / 12;
  const int first = 40, last = 320;  // 0.5 to 4 fm, where the growing solution is the right one
  double before = g(first), here = g(first + 1);
  for (int i = first + 1; i < last; ++i) {
    const double next = ((2 + 10 * h2 * k(i)) * here - (1 - h2 * k(i - 1)) * before) / (1 - h2 * k(i + 1));
    before = here;
    here = next;
    EXPECT_NEAR(here, g(i + 1), 1e-6);
  }
}

TEST_P(TabulatedField, GoesOverIntoTheFieldOutside) {
  const int last = field_.points - 1;
  const double r = field_.radius(last), e2 = PhysicalConstants{}.e2();
  EXPECT_NEAR(field_.neutron_potential.U[last], 0, 1e-8);
  // The exchange potential falls like the cube root of the density: 1e-5 MeV at 20 fm.
  EXPECT_NEAR(field_.proton_potential.U[last], 8 * e2 / r, 2e-5);
  for (Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    const RadialPotential& q = field_.potential(isospin);
    EXPECT_NEAR(q.B[last], q.B0, 1e-9);
    EXPECT_NEAR(q.W[last], 0, 1e-9);
    EXPECT_EQ(q.dB[0], 0);
    EXPECT_EQ(q.W[0], 0);
  }
  const ForceSettings& settings = named_force(GetParam()).settings;
  EXPECT_NEAR(field_.neutron_potential.B0, settings.hbar2_2m_n * 15 / 16, 1e-12);
  EXPECT_NEAR(field_.proton_potential.B0, settings.hbar2_2m_p * 15 / 16, 1e-12);
}

// Neutron s waves decay like exp(-kappa r) outside, undisturbed by the wall at 24 fm.
TEST_P(TabulatedField, OrbitalsHaveTheirTails) {
  const BoundOrbital& s = field_.orbital({1, 0, 1, Isospin::neutron});
  const int i = 1200;  // 15 fm
  EXPECT_NEAR(s.du[i] / s.u[i], -std::sqrt(-s.energy / field_.neutron_potential.B0), 1e-5);
}

// Consumers may use every second or fourth point: sums stay exact, all integrands vanish smoothly at both
// ends.
TEST_P(TabulatedField, CoarserGridsGiveTheSameNorm) {
  for (const BoundOrbital& orbital : field_.orbitals)
    for (int stride : {1, 2, 4, 8, 16}) {
      double norm = 0;
      for (int i = 0; i < field_.points; i += stride)
        norm += orbital.u[i] * orbital.u[i] * field_.step * stride;
      EXPECT_NEAR(norm, 1, 1e-9) << stride;
    }
}

INSTANTIATE_TEST_SUITE_P(Forces, TabulatedField, testing::Values("SLy4", "SkE2", "SkE2G"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace nereus
