#include "generator/lab_momenta.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "base/random_stream.hpp"
#include "generator/nuclear_mass.hpp"

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double removal_energy = 17.25;
const RecordMasses masses{nuclear_mass({6, 6}), 105.6583745, proton_mass};

using Vector = std::array<double, 3>;
Vector momentum(const FourVector& p) { return {p.px, p.py, p.pz}; }
double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}
Vector unit(const Vector& a) {
  const double length = std::sqrt(dot(a, a));
  return {a[0] / length, a[1] / length, a[2] / length};
}

/// Calls check(point, azimuth, momenta) for random configurations.
template <class Check>
void for_random_points(Check check) {
  for (std::uint64_t i = 0; i < 1000; ++i) {
    RandomStream random(7, StreamPurpose::test, i);
    const double e_nu = 200 + 800 * random.uniform();
    const double omega = removal_energy + (e_nu - masses.lepton - removal_energy) * random.uniform();
    const PhasePoint point{e_nu, omega, 2 * random.uniform() - 1, 2 * random.uniform() - 1,
                           2 * pi * random.uniform()};
    const double azimuth = 2 * pi * random.uniform();
    check(point, azimuth, lab_momenta(point, azimuth, removal_energy, masses));
  }
}

TEST(LabMomenta, ConserveEnergyAndMomentumBitForBit) {
  for_random_points([](const PhasePoint&, double, const LabMomenta& p) {
    const FourVector in = p.neutrino + p.target, out = p.residual + p.nucleon + p.lepton;
    EXPECT_EQ(in.e, out.e);
    EXPECT_EQ(in.px, out.px);
    EXPECT_EQ(in.py, out.py);
    EXPECT_EQ(in.pz, out.pz);
  });
}

// Components are multiples of 2^-30 MeV: masses are right to that rounding times E/m.
TEST(LabMomenta, ParticlesAreOnTheirMassShells) {
  for_random_points([](const PhasePoint& point, double, const LabMomenta& p) {
    EXPECT_EQ(p.neutrino.e, p.neutrino.pz);
    EXPECT_NEAR(p.neutrino.e, point.e_nu, 1e-9);
    EXPECT_NEAR(p.lepton.mass(), masses.lepton, 1e-7);
    EXPECT_NEAR(p.nucleon.mass(), proton_mass, 1e-7);
    EXPECT_NEAR(p.target.mass(), masses.target, 1e-8);
    EXPECT_NEAR(p.nucleon.e - proton_mass, point.omega - removal_energy, 1e-8);
  });
}

// The axes of PHYSICS Sec. 3, rebuilt from the four-momenta. Angles lose digits near the poles.
TEST(LabMomenta, AnglesComeBackFromTheFourMomenta) {
  for_random_points([](const PhasePoint& point, double azimuth, const LabMomenta& p) {
    const Vector k = momentum(p.neutrino), k_out = momentum(p.lepton), nucleon = momentum(p.nucleon);
    EXPECT_NEAR(unit(k_out)[2], point.cos_theta_lepton, 1e-9);
    EXPECT_NEAR(std::cos(std::atan2(p.lepton.py, p.lepton.px) - azimuth), 1, 1e-9);
    const Vector z = unit({k[0] - k_out[0], k[1] - k_out[1], k[2] - k_out[2]});
    const Vector y = unit(cross(k, k_out));
    const Vector x = cross(y, z);
    EXPECT_GT(dot(x, k), 0);
    EXPECT_NEAR(dot(x, k), dot(x, k_out), 1e-6);
    EXPECT_NEAR(dot(unit(nucleon), z), point.cos_theta_n, 1e-9);
    const double phi = std::atan2(dot(nucleon, y), dot(nucleon, x));
    EXPECT_NEAR(std::cos(phi - point.phi_n), 1, 1e-7);
  });
}

TEST(LabMomenta, ResidualNucleusCarriesTheMissingMomentum) {
  for_random_points([](const PhasePoint&, double, const LabMomenta& p) {
    const FourVector q = p.neutrino - p.lepton;
    EXPECT_NEAR(missing_momentum(p), (q - p.nucleon).momentum(), 1e-7);
    // No recoil energy: the invariant mass lies p_m^2/2M below M_A - m_N + removal energy (PHYSICS Sec. 12).
    const double without_recoil = masses.target - proton_mass + removal_energy;
    EXPECT_NEAR(p.residual.e, without_recoil, 1e-7);
    EXPECT_LE(p.residual.mass(), without_recoil + 1e-7);
  });
}

TEST(LabMomenta, ForwardLeptonHasDefiniteAxes) {
  const LabMomenta p = lab_momenta({600, 100, 1, 0.5, 1.0}, 0.3, removal_energy, masses);
  EXPECT_EQ(p.lepton.px, 0);
  EXPECT_NEAR(std::sqrt(dot(momentum(p.nucleon), momentum(p.nucleon))) * 0.5, p.nucleon.pz, 1e-7);
}

}  // namespace
}  // namespace nereus
