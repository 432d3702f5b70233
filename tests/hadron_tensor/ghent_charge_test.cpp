// The axial charge of the Ghent tables, and the recoupling it is made of (PHYSICS Sec. 5).

#include <gsl/gsl_sf_bessel.h>
#include <gsl/gsl_sf_coupling.h>
#include <gtest/gtest.h>

#include <cmath>

#include "reference_data.hpp"

namespace nereus {
namespace {

int kappa(int l, int two_j) { return two_j > 2 * l ? -(l + 1) : l; }

/// sqrt(4 pi (2J+1)) <l j m|Y_J0|l_c j_c m> between spinor harmonics, by the sum over spins.
double spinor_element(int l, int two_j, int l_c, int two_j_c, int J, int two_m) {
  double sum = 0;
  for (const int two_s : {1, -1}) {
    const int m = (two_m - two_s) / 2;
    if (std::abs(m) > std::min(l, l_c)) continue;
    sum += spin_coupling(l, two_s, two_j, two_m) * spin_coupling(l_c, two_s, two_j_c, two_m) *
           (m % 2 == 0 ? 1 : -1) * std::sqrt((2.0 * l + 1) * (2.0 * l_c + 1)) *
           gsl_sf_coupling_3j(2 * l, 2 * J, 2 * l_c, 0, 0, 0) *
           gsl_sf_coupling_3j(2 * l, 2 * J, 2 * l_c, -2 * m, 0, 2 * m);
  }
  return (2.0 * J + 1) * sum;
}

/// The waves of 12C at 40 MeV with both axial charges' amplitudes.
struct Setting {
  explicit Setting(const BoundOrbital& orbital)
      : hole(orbital),
        waves(ContinuumSolver(field, Isospin::proton, {}, 1e-7).solve(40, 700)),
        geometry(hole.shell, waves.l_max, PhysicalConstants().hbar_c, true),
        reduced(reduced_amplitudes(field, hole, geometry, waves, q, PhysicalConstants().hbar_c)) {}
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  const double q = 350;
  const BoundOrbital& hole;
  ContinuumWaves waves;
  TransitionGeometry geometry;
  ReducedAmplitudes reduced;
};

// (2 sigma.p + q sigma_z) in the kappa basis: int j_J (u_f u_i' - u_f' u_i) dr + Delta int j_J u_f u_i dr/r,
// with the same angular factors. Two derivations of one operator; u_f' by sixth-order differences limits the
// comparison.
TEST(AxialCharge, CompleteOperatorHasItsClosedFormInTheKappaBasis) {
  const double hbar_c = PhysicalConstants().hbar_c;
  for (const BoundOrbital* orbital : reference_field("fields/C12_SLy4.h5").occupied(Isospin::neutron)) {
    const Setting at(*orbital);
    const Shell& shell = orbital->shell;
    const int l_tilde = shell.two_j - shell.l, states = shell.degeneracy();
    const double step = at.waves.step;
    const auto stride = std::lround(step / at.field.step);
    double largest = 0, deviation = 0;
    for (int l = 0; l <= 6; ++l) {
      for (int two_j = std::abs(2 * l - 1); two_j <= 2 * l + 1; two_j += 2) {
        const int c = partial_wave_index(l, two_j);
        const auto u = [&](Eigen::Index i) {
          return i < 0 || i >= at.waves.u.rows()
                     ? (i == -1 ? 0.0 : (l % 2 == 0 ? -1 : 1) * at.waves.u(-2 - i, c))
                     : at.waves.u(i, c);
        };
        for (int i = 0; i < states; ++i) {
          const int two_m = 2 * i - shell.two_j;
          if (std::abs(two_m) > two_j) continue;
          double expected = 0;
          for (int J = std::abs(l - l_tilde); J <= l + l_tilde; J += 2) {
            double integral = 0;
            for (Eigen::Index n = 0; n + 3 < at.waves.u.rows(); ++n) {
              const double r = static_cast<double>(n + 1) * step;
              const double u_i = orbital->u[(n + 1) * stride], du_i = orbital->du[(n + 1) * stride];
              const double du_f =
                  (45 * (u(n + 1) - u(n - 1)) - 9 * (u(n + 2) - u(n - 2)) + u(n + 3) - u(n - 3)) /
                  (60 * step);
              const double Delta = kappa(shell.l, shell.two_j) - kappa(l, two_j);
              integral += step * gsl_sf_bessel_jl(J, at.q / hbar_c * r) *
                          (u(n) * du_i - du_f * u_i + Delta * u(n) * u_i / r);
            }
            const int power = J - l - shell.l + 1;  // of i: (-i)^l i^{-l_a} i i^J
            expected += ((power / 2) % 2 == 0 ? 1 : -1) * hbar_c *
                        spinor_element(l, two_j, l_tilde, shell.two_j, J, two_m) * integral;
          }
          const double ours =
              2 * at.reduced(op_sigma_p * states + i, c) + at.q * at.reduced(op_sigma_z * states + i, c);
          largest = std::max(largest, std::abs(expected));
          deviation = std::max(deviation, std::abs(ours - expected));
        }
      }
    }
    EXPECT_GT(largest, 1);
    EXPECT_LT(deviation, 1e-4 * largest) << label(shell);
  }
}

// The defining sum: Delta [K(K+1)/(J(J+1)) - 1] int j_J u_f u_i dr/r.
TEST(AxialCharge, GhentOperatorIsItsDefiningSum) {
  const double hbar_c = PhysicalConstants().hbar_c;
  for (const BoundOrbital* orbital : reference_field("fields/C12_SLy4.h5").occupied(Isospin::neutron)) {
    const Setting at(*orbital);
    const Shell& shell = orbital->shell;
    const int l_tilde = shell.two_j - shell.l, states = shell.degeneracy();
    const auto stride = std::lround(at.waves.step / at.field.step);
    double largest = 0;
    for (int l = 0; l <= 6; ++l) {
      for (int two_j = std::abs(2 * l - 1); two_j <= 2 * l + 1; two_j += 2) {
        const int c = partial_wave_index(l, two_j);
        const int K = kappa(shell.l, shell.two_j) + kappa(l, two_j),
                  Delta = kappa(shell.l, shell.two_j) - kappa(l, two_j);
        for (int i = 0; i < states; ++i) {
          const int two_m = 2 * i - shell.two_j;
          if (std::abs(two_m) > two_j) continue;
          double expected = 0;
          for (int J = std::abs(l - l_tilde); J <= l + l_tilde; J += 2) {
            if (J == 0) continue;
            double integral = 0;
            for (Eigen::Index n = 0; n < at.waves.u.rows(); ++n) {
              const double r = static_cast<double>(n + 1) * at.waves.step;
              integral += at.waves.step * gsl_sf_bessel_jl(J, at.q / hbar_c * r) * at.waves.u(n, c) *
                          orbital->u[(n + 1) * stride] / r;
            }
            const int power = J - l - shell.l + 1;
            expected += ((power / 2) % 2 == 0 ? 1 : -1) * hbar_c * Delta *
                        (K * (K + 1.0) / (J * (J + 1.0)) - 1) *
                        spinor_element(l, two_j, l_tilde, shell.two_j, J, two_m) * integral;
          }
          EXPECT_NEAR(at.reduced(op_ghent_charge * states + i, c), expected, 1e-9 * hbar_c)
              << label(shell) << ' ' << c;
          largest = std::max(largest, std::abs(expected));
        }
      }
    }
    // An s1/2 hole has one J for each final state, and there K(K+1) = J(J+1).
    if (shell.l == 0) {
      EXPECT_LT(largest, 1e-10);
    } else {
      EXPECT_GT(largest, 1);
    }
  }
}

// Taken wave by wave, the plane wave is its closed form: sigma.p and all others, with nothing of Ghent's in
// them. The s-wave term of the charge is what `coulomb_monopole = false` removes.
TEST(AxialCharge, PlaneWavesTakenWaveByWaveAgreeWithTheClosedForm) {
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  ModelOptions closed, by_waves;
  closed.final_state = by_waves.final_state = "plane_wave";
  closed.axial_charge = "pion_pole";
  by_waves.axial_charge = "pion_pole";
  by_waves.coulomb_monopole = false;
  const auto exact = make_direct_cross_section(field, make_probe({}, {}), closed, {});
  const auto summed = make_direct_cross_section(field, make_probe({}, {}), by_waves, {});
  const PhasePoint point{700, 150, 0.6, 0.8, 1.1};
  // 1p3/2 has no monopole: the same number. For 1s1/2 it matters.
  EXPECT_NEAR(summed->d4sigma(1, point) / exact->d4sigma(1, point), 1, 2e-5);
  EXPECT_GT(std::abs(summed->d4sigma(0, point) / exact->d4sigma(0, point) - 1), 1e-3);
}

}  // namespace
}  // namespace nereus
