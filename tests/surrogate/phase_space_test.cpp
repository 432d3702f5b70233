#include "surrogate/phase_space.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "support/proxy_cross_section.hpp"

namespace nereus {
namespace {

PhaseSpaceModel model() { return make_phase_space(*test::make_proxy_cross_section(), 200, 1000); }

/// Random points of the cube; every fourth one has coordinates within 1e-3 of an edge, every third one some
/// other missing energy than the removal energy, up to where 1 MeV is left for lepton and nucleon.
CubePoint random_point(std::uint64_t index) {
  RandomStream stream(11, StreamPurpose::test, index);
  CubePoint cube;
  cube.e_nu = 200 + 800 * stream.uniform();
  for (double& u : cube.u) {
    u = stream.uniform();
    if (index % 4 == 0) u = stream.uniform() < 0.5 ? 1e-3 * u : 1 - 1e-3 * u;
  }
  if (index % 3 == 0) cube.missing_energy = 15 + (cube.e_nu - 106.66 - 15) * stream.uniform();
  return cube;
}

// Rounding: a coordinate is known as well as the physics variable that carries it. omega (about 100 MeV) has
// a last digit of 1e-14 MeV, a cosine 1e-16, so u is known to that over |dx/du|; 1e-12 on top for the
// functions.
TEST(ShellCoordinates, InvertToTwelveDigitsAsFarAsThePhysicsVariablesCarryThem) {
  for (std::size_t shell : {0, 1}) {
    const ShellCoordinates coordinates(model(), shell);
    for (std::uint64_t i = 0; i < 20000; ++i) {
      const CubePoint cube = random_point(i);
      const PhasePoint point = coordinates.physics_point(cube);
      const EventEnergies at = coordinates.energies_of(point);
      ASSERT_TRUE(coordinates.contains(point));
      const Coordinate first = coordinates.omega_coordinate(at, point.omega);
      EXPECT_NEAR(first.u, cube.u[0], 1e-12 + 4e-13 / std::exp(first.log_jacobian)) << i;
      const Coordinate second =
          coordinates.cos_theta_lepton_coordinate(at, point.omega, point.cos_theta_lepton);
      EXPECT_NEAR(second.u, cube.u[1], 1e-12 + 4e-15 / std::exp(second.log_jacobian)) << i;
      const Coordinate third =
          coordinates.cos_theta_n_coordinate(at, point.omega, point.cos_theta_lepton, point.cos_theta_n);
      EXPECT_NEAR(third.u, cube.u[2], 1e-12 + 4e-15 / std::exp(third.log_jacobian)) << i;
    }
  }
}

// Central differences of the forward map; truncation and rounding together stay below 1e-6 with this step.
TEST(ShellCoordinates, LogJacobianIsThatOfTheForwardMap) {
  const ShellCoordinates coordinates(model(), 1);
  for (std::uint64_t i = 1; i < 4000; ++i) {
    if (i % 4 == 0) continue;
    const CubePoint cube = random_point(i);
    const PhasePoint point = coordinates.physics_point(cube);
    const EventEnergies at = coordinates.energies_of(point);
    const auto clear_of = [](double u, double h) {
      return u > 0.01 && u < 0.99 && std::abs(u - ShellCoordinates::split_u) > h;
    };
    const double h = 1e-5;
    if (clear_of(cube.u[0], h)) {
      const double slope =
          (coordinates.omega_at(at, cube.u[0] + h) - coordinates.omega_at(at, cube.u[0] - h)) / (2 * h);
      EXPECT_NEAR(coordinates.omega_coordinate(at, point.omega).log_jacobian, std::log(slope), 1e-6) << i;
    }
    if (clear_of(cube.u[1], 0)) {
      const double slope = (coordinates.cos_theta_lepton_at(at, point.omega, cube.u[1] - h) -
                            coordinates.cos_theta_lepton_at(at, point.omega, cube.u[1] + h)) /
                           (2 * h);
      const double log_jacobian =
          coordinates.cos_theta_lepton_coordinate(at, point.omega, point.cos_theta_lepton).log_jacobian;
      EXPECT_NEAR(log_jacobian, std::log(slope), 1e-6) << i;
    }
    if (clear_of(cube.u[2], 0)) {
      const double slope =
          (coordinates.cos_theta_n_at(at, point.omega, point.cos_theta_lepton, cube.u[2] - h) -
           coordinates.cos_theta_n_at(at, point.omega, point.cos_theta_lepton, cube.u[2] + h)) /
          (2 * h);
      const Coordinate third =
          coordinates.cos_theta_n_coordinate(at, point.omega, point.cos_theta_lepton, point.cos_theta_n);
      EXPECT_NEAR(third.log_jacobian, std::log(slope), 1e-6) << i;
    }
  }
}

// int J du = T_max for omega, 2 for each cosine. Midpoint rule: the worst integrand, J of the last step,
// grows like (1 - u)^-1.5 up to the edge and leaves 1e-3.
TEST(ShellCoordinates, EveryJacobianIntegratesToTheRangeOfItsVariable) {
  const ShellCoordinates coordinates(model(), 0);
  const int steps = 40000;
  // The last missing energies leave 3 MeV and 14 MeV, less than the low branch of T takes elsewhere.
  for (const EventEnergies& at : {coordinates.centre(200), coordinates.centre(500), coordinates.centre(1000),
                                  EventEnergies{500, 80}, EventEnergies{500, 380}, EventEnergies{200, 91}}) {
    const double omega = coordinates.omega_at(at, 0.6),
                 cosine = coordinates.cos_theta_lepton_at(at, omega, 0.3);
    double sums[3] = {};
    for (int i = 0; i < steps; ++i) {
      const double u = (i + 0.5) / steps;
      const double log_jacobians[] = {
          coordinates.omega_coordinate(at, coordinates.omega_at(at, u)).log_jacobian,
          coordinates.cos_theta_lepton_coordinate(at, omega, coordinates.cos_theta_lepton_at(at, omega, u))
              .log_jacobian,
          coordinates
              .cos_theta_n_coordinate(at, omega, cosine, coordinates.cos_theta_n_at(at, omega, cosine, u))
              .log_jacobian};
      for (int step = 0; step < 3; ++step) sums[step] += std::exp(log_jacobians[step]) / steps;
    }
    EXPECT_NEAR(sums[0] / coordinates.t_max(at), 1, 1e-3) << at.e_nu;
    EXPECT_NEAR(sums[1], 2, 2e-3) << at.e_nu;
    EXPECT_NEAR(sums[2], 2, 2e-3) << at.e_nu;
  }
}

TEST(ShellCoordinates, StayInsidePhaseSpaceAtTheEdgesOfTheCube) {
  const ShellCoordinates coordinates(model(), 0);
  for (double u1 : {1e-16, 0.5, 1 - 1e-16}) {
    for (double u2 : {1e-16, 0.5, 1 - 1e-16}) {
      for (double u3 : {1e-16, 0.5, 1 - 1e-16}) {
        const PhasePoint point = coordinates.physics_point({300, {u1, u2, u3}, 0, 0});
        ASSERT_TRUE(coordinates.contains(point)) << u1 << ' ' << u2 << ' ' << u3;
        EXPECT_TRUE(std::isfinite(coordinates.cube_point(point).log_jacobian))
            << u1 << ' ' << u2 << ' ' << u3;
      }
    }
  }
}

// Resonances must not wander: below t_split the coordinate of T is the same for every energy.
TEST(ShellCoordinates, KeepLowKineticEnergiesAtTheSamePlaceForEveryNeutrinoEnergy) {
  const ShellCoordinates coordinates(model(), 0);
  const double omega = coordinates.removal_energy() + 0.62;
  const double u = coordinates.omega_coordinate(coordinates.centre(200), omega).u;
  EXPECT_DOUBLE_EQ(coordinates.omega_coordinate(coordinates.centre(1000), omega).u, u);
  // T = omega - E_m is what resonates: E_m moves omega, not the coordinate (rounding of 80 MeV).
  EXPECT_NEAR(coordinates.omega_coordinate({400, 80}, 80.62).u, u, 1e-13);
}

// The phase space of a shell at a missing energy is that of a shell with this removal energy, to the last bit
// (the branches of T meet at 40 MeV for both).
TEST(ShellCoordinates, AreThoseOfAShellThatSitsAtTheMissingEnergy) {
  PhaseSpaceModel moved = model();
  moved.removal_energies[1] = 25;
  const ShellCoordinates broad(model(), 1), narrow(moved, 1);
  for (std::uint64_t i = 1; i < 2000; i += 3) {
    CubePoint cube = random_point(i);
    const PhasePoint expected = narrow.physics_point(cube);
    cube.missing_energy = 25;
    const PhasePoint point = broad.physics_point(cube);
    EXPECT_EQ(point.omega, expected.omega);
    EXPECT_EQ(point.cos_theta_n, expected.cos_theta_n);
    EXPECT_EQ(broad.cube_point(point).log_jacobian, narrow.cube_point(expected).log_jacobian);
  }
}

TEST(MakePhaseSpace, RefusesEnergiesBelowTheThresholdOfAShell) {
  // 1s1/2 of the proxy: 34.5 MeV + m_mu = 140.16 MeV.
  EXPECT_THROW(make_phase_space(*test::make_proxy_cross_section(), 140, 1000), InputError);
  EXPECT_THROW(make_phase_space(*test::make_proxy_cross_section(), 500, 400), InputError);
}

}  // namespace
}  // namespace nereus
