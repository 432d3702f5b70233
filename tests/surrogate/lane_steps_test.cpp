#include "surrogate/lane_steps.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/random_stream.hpp"
#include "support/proxy_cross_section.hpp"
#include "surrogate/block_kernels.hpp"
#include "surrogate/flow_features.hpp"
#include "surrogate/shell_flow.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

struct alignas(64) Inputs {
  float values[phi_features * lanes];
};

class LaneStepsTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (find_kernels(GetParam()) == nullptr) GTEST_SKIP() << "this processor has no " << GetParam();
  }
  const PhaseSpaceModel phase_space_ = make_phase_space(*test::make_proxy_cross_section(), 200, 1000);
  const ShellCoordinates coordinates_{phase_space_, 1};
  const FlowFeatures features_{phase_space_, 1};
};

/// u from the middle and from both ends of (0, 1).
double any_u(RandomStream& stream) {
  const double u = stream.uniform(), end = 1e-8 * stream.uniform();
  return stream.uniform() < 0.8 ? u : stream.uniform() < 0.5 ? end : 1 - end;
}

// The same formulas with the standard library: its functions and those of vector_math.inl are good to a few
// units in the last place, and near its ends a coordinate is the difference of numbers 1e8 times larger.
TEST_P(LaneStepsTest, PlaceAndReadPointsAsTheScalarCoordinatesDo) {
  const LaneSteps& steps = find_kernels(GetParam())->steps;
  RandomStream stream(7, StreamPurpose::test, 0);
  for (int block = 0; block < 100; ++block) {
    LanePoints points{};
    Inputs inputs{};
    std::vector<CubePoint> cubes;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      cubes.push_back({200 + 800 * stream.uniform(), {any_u(stream), any_u(stream), any_u(stream)}});
      cubes.back().missing_energy = 10 + 70 * stream.uniform();
      points.e_nu[lane] = cubes[lane].e_nu;
      points.missing_energy[lane] = *cubes[lane].missing_energy;
      points.density[lane] = 1;
      for (std::size_t step = 0; step < 3; ++step) points.u[step][lane] = cubes[lane].u[step];
    }
    steps.read_energies(features_.constants(), points, inputs.values);
    for (std::size_t step = 0; step < 3; ++step) {
      steps.place[step](features_.constants(), points);
      steps.read[step](features_.constants(), points, inputs.values);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const PhasePoint point{points.e_nu[lane],
                             points.omega[lane],
                             points.cos_theta_lepton[lane],
                             points.cos_theta_n[lane],
                             0,
                             points.missing_energy[lane]};
      const EventEnergies at = coordinates_.energies_of(point);
      const std::array<double, 3>& u = cubes[lane].u;
      EXPECT_NEAR(point.omega, coordinates_.omega_at(at, u[0]), 1e-12 * point.omega);
      EXPECT_NEAR(point.cos_theta_lepton, coordinates_.cos_theta_lepton_at(at, point.omega, u[1]), 1e-12);
      EXPECT_NEAR(point.cos_theta_n,
                  coordinates_.cos_theta_n_at(at, point.omega, point.cos_theta_lepton, u[2]), 1e-12);
      const CubePoint cube = coordinates_.cube_point(point);
      EXPECT_NEAR(-std::log(points.density[lane]), cube.log_jacobian, 1e-11);
      std::vector<float> values(phi_features);
      features_.fill_energy(at, nullptr, values.data());
      features_.fill_omega(at, point.omega, cube.u[0], values.data());
      features_.fill_lepton(at, point.omega, point.cos_theta_lepton, cube.u[1], values.data());
      features_.fill_nucleon(at, point.omega, point.cos_theta_lepton, point.cos_theta_n, cube.u[2],
                             values.data());
      for (std::size_t step = 0; step < 3; ++step) EXPECT_NEAR(points.u[step][lane], cube.u[step], 1e-13);
      for (std::size_t i = 0; i < phi_features; ++i) {
        const double value = values[i];
        EXPECT_NEAR(inputs.values[i * lanes + lane], value, 2e-7 * (1 + std::abs(value))) << i;
      }
    }
  }
}

// float32 in sums of 128 terms: 1e-5 in ln q, as against LibTorch. The densities vary by factors.
TEST_P(LaneStepsTest, GiveTheDensityThatTheGenericKernelsGive) {
  FlowOptions flow;
  const ShellFlowShape shape = make_shell_flow_shape(flow);
  std::vector<float> parameters = random_flow_parameters(shape, 3, 1);
  RandomStream stream(8, StreamPurpose::test, 0);
  for (float& weight : parameters) weight += static_cast<float>(0.02 * (2 * stream.uniform() - 1));
  const ShellFlow mine(phase_space_, 1, shape, parameters, *find_kernels(GetParam())),
      generic(phase_space_, 1, shape, parameters, *find_kernels("generic"));
  const std::size_t count = 2000;
  std::vector<EventEnergies> energies;
  std::vector<std::array<double, 4>> uniforms;
  for (std::size_t i = 0; i < count; ++i) {
    energies.push_back(coordinates_.centre(200 + 800 * stream.uniform()));
    uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
  }
  std::vector<Proposal> proposals(count);
  mine.sample(count, energies.data(), uniforms.data(), proposals.data());
  std::vector<PhasePoint> points;
  for (const Proposal& proposal : proposals) points.push_back(proposal.point);
  std::vector<double> own(count), other(count);
  mine.log_density(count, points.data(), own.data());
  generic.log_density(count, points.data(), other.data());
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(proposals[i].log_q, own[i]);
    EXPECT_NEAR(own[i], other[i], 1e-5);
  }
}

// Shards of one run may come from processors with either.
TEST(LaneSteps, Avx2AndAvx512GiveTheSameBits) {
  if (find_kernels("avx512") == nullptr) GTEST_SKIP() << "this processor has no avx512";
  FlowOptions flow;
  const ShellFlowShape shape = make_shell_flow_shape(flow);
  const std::vector<float> parameters = random_flow_parameters(shape, 3, 1);
  const PhaseSpaceModel phase_space = make_phase_space(*test::make_proxy_cross_section(), 200, 1000);
  RandomStream stream(9, StreamPurpose::test, 0);
  const std::size_t count = 2000;
  std::vector<EventEnergies> energies;
  std::vector<std::array<double, 4>> uniforms;
  for (std::size_t i = 0; i < count; ++i) {
    energies.push_back({200 + 800 * stream.uniform(), phase_space.removal_energies[1]});
    uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
  }
  std::vector<Proposal> first(count), second(count);
  ShellFlow(phase_space, 1, shape, parameters, *find_kernels("avx512"))
      .sample(count, energies.data(), uniforms.data(), first.data());
  ShellFlow(phase_space, 1, shape, parameters, *find_kernels("avx2"))
      .sample(count, energies.data(), uniforms.data(), second.data());
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_EQ(first[i].point.omega, second[i].point.omega);
    ASSERT_EQ(first[i].point.cos_theta_n, second[i].point.cos_theta_n);
    ASSERT_EQ(first[i].log_q, second[i].log_q);
  }
}

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, LaneStepsTest, testing::Values("generic", "avx2", "avx512"),
                         [](const auto& instance) { return std::string(instance.param); });

}  // namespace
}  // namespace nereus
