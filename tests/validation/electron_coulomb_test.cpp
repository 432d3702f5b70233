#include "validation/electron_coulomb.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "meanfield/make_mean_field.hpp"

namespace nereus {
namespace {

constexpr double alpha_hbar_c = 1.43996;  // [MeV fm]

/// Z protons spread evenly over a sphere of radius R, as one "orbital".
MeanField uniform_sphere(int Z, double R) {
  MeanField field;
  field.nucleus = {Z, Z};
  field.step = 0.001;
  field.points = static_cast<int>(1.2 * R / field.step);
  BoundOrbital protons;
  protons.shell.isospin = Isospin::proton;
  protons.occupation = Z;
  protons.u = Eigen::ArrayXd::Zero(field.points);
  for (int i = 0; i < field.points; ++i)
    if (field.radius(i) < R) protons.u[i] = std::sqrt(3 / R) * field.radius(i) / R;
  field.orbitals.push_back(protons);
  return field;
}

// Electrostatics: (6/5) Z e^2/R. Tolerance: the step at the surface.
TEST(MeanCoulombPotential, OfAUniformSphereIsSixFifthsOfZe2OverR) {
  const double expected = 1.2 * 6 * alpha_hbar_c / 3.2;
  EXPECT_NEAR(mean_coulomb_potential(uniform_sphere(6, 3.2), {}), expected, 1e-3 * expected);
}

// Aste, von Arx & Trautmann (2005): 0.75 ... 0.8 of V(0) = 3 Z e^2/(2R), R = 1.1 A^(1/3) + 0.86 A^(-1/3) fm.
// Room for the diffuse surface of light nuclei, which makes the mean field's potential more shallow.
TEST(MeanCoulombPotential, OfNucleiIsThatOfTheLiterature) {
  for (const char* name : {"C12", "Ca40", "Fe56", "Pb208"}) {
    const MeanField field = make_mean_field(parse_nucleus(name), {}, {});
    const double root = std::cbrt(field.nucleus.A()), R = 1.1 * root + 0.86 / root;
    const double centre = 1.5 * field.nucleus.Z * alpha_hbar_c / R;
    const double potential = mean_coulomb_potential(field, {});
    EXPECT_GT(potential, 0.65 * centre) << name;
    EXPECT_LT(potential, 0.85 * centre) << name;
    std::printf("%s: %.2f MeV, %.3f V(0)\n", name, potential, potential / centre);
  }
}

// sigma_Mott = (alpha cos(theta/2)/(2 E sin^2(theta/2)))^2: what a point charge does to a fast electron.
TEST(EffectiveMomentum, LeavesTheMottCrossSectionAlone) {
  const auto mott = [](const ElectronKinematics& electron) {
    const double half = electron.theta / 2;
    return std::pow(std::cos(half) / (2 * electron.beam_energy * std::pow(std::sin(half), 2)), 2);
  };
  const ElectronKinematics electron{560, 1.05, 150};
  EXPECT_NEAR(with_effective_momentum(mott, 20)(electron), mott(electron), 1e-12 * mott(electron));
}

TEST(EffectiveMomentum, TakesResponsesAtTheMomentumInsideTheNucleus) {
  const auto momentum = [](const ElectronKinematics& electron) {
    return transfer_of(electron).q / std::pow(electron.beam_energy, 2);
  };
  const ElectronKinematics electron{560, 1.05, 150};
  EXPECT_NEAR(with_effective_momentum(momentum, 20)(electron) * 560 * 560, transfer_of({580, 1.05, 150}).q,
              1e-9);
}

}  // namespace
}  // namespace nereus
