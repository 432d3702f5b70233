#include "surrogate/surrogate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "support/proxy_cross_section.hpp"
#include "surrogate/shell_flow.hpp"
#include "temporary_folder.hpp"
#include "tests/base/damage.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

PhaseSpaceModel phase_space() { return make_phase_space(*test::make_proxy_cross_section(), 200, 1000); }

/// Small networks whose outputs are as large as those of a trained flow, so that densities vary by factors.
/// \param only_network networks other than this one put out zeros (-1: none of them)
Surrogate wild_surrogate(std::uint64_t seed, int only_network = -1) {
  FlowOptions flow;
  flow.t_width = flow.q_width = flow.p_m_width = flow.phi_width = 16;
  SurrogateParts parts = Surrogate::untrained(phase_space(), seed, flow).parts();
  const ShellFlowShape shape = make_shell_flow_shape(flow);
  for (std::vector<float>& parameters : parts.parameters) {
    for (std::size_t network = 0; network < shape.networks.size(); ++network) {
      for (const ParameterBlock& block : shape.networks[network].blocks()) {
        if (block.name != "output.weight") continue;
        float* weights = parameters.data() + shape.parameter_offset(network) + block.offset;
        const bool on = only_network < 0 || static_cast<int>(network) == only_network;
        for (std::size_t i = 0; i < block.size(); ++i) weights[i] *= on ? 8.0F : 0.0F;
      }
    }
  }
  return Surrogate::assemble(std::move(parts));
}

/// Energies of events at the removal energy of a shell.
std::vector<EventEnergies> at_centre(std::size_t shell, const std::vector<double>& e_nu) {
  std::vector<EventEnergies> energies;
  for (double energy : e_nu) energies.push_back({energy, phase_space().removal_energies[shell]});
  return energies;
}

struct Draws {
  std::vector<double> e_nu;
  std::vector<std::array<double, 4>> uniforms;
};

Draws random_draws(std::size_t count, std::uint64_t seed) {
  Draws draws;
  RandomStream stream(seed, StreamPurpose::test, 1);
  for (std::size_t i = 0; i < count; ++i) {
    draws.e_nu.push_back(200 + 800 * stream.uniform());
    draws.uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
  }
  return draws;
}

/// Mean and its standard error.
struct Mean {
  double value = 0, error = 0;
  explicit Mean(const std::vector<double>& x) {
    const auto n = static_cast<double>(x.size());
    double sum = 0, squares = 0;
    for (double v : x) sum += v, squares += v * v;
    value = sum / n;
    error = std::sqrt(std::max(0.0, squares / n - value * value) / n);
  }
  bool is_one() const { return std::abs(value - 1) < 5 * error; }  // false alarm 6e-7
};

// int q dx = E[q J] over the uniform cube. The mutant forgets the Jacobian of the last step.
TEST(Surrogate, DensityIntegratesToOneOverPhaseSpace) {
  const Surrogate surrogate = wild_surrogate(1);
  const ShellCoordinates coordinates(phase_space(), 1);
  const Draws draws = random_draws(30000, 2);
  std::vector<PhasePoint> points;
  std::vector<double> log_jacobian, last_step;
  for (std::size_t i = 0; i < draws.e_nu.size(); ++i) {
    const std::array<double, 4>& u = draws.uniforms[i];
    points.push_back(coordinates.physics_point({draws.e_nu[i], {u[0], u[1], u[2]}, two_pi * u[3], 0}));
    const PhasePoint& x = points.back();
    log_jacobian.push_back(coordinates.cube_point(x).log_jacobian);
    last_step.push_back(
        coordinates
            .cos_theta_n_coordinate(coordinates.energies_of(x), x.omega, x.cos_theta_lepton, x.cos_theta_n)
            .log_jacobian);
  }
  const std::vector<double> log_q = surrogate.log_density(1, points);
  std::vector<double> volume, mutant;
  for (std::size_t i = 0; i < log_q.size(); ++i) {
    volume.push_back(two_pi * std::exp(log_q[i] + log_jacobian[i]));
    mutant.push_back(two_pi * std::exp(log_q[i] + log_jacobian[i] - last_step[i]));
  }
  EXPECT_TRUE(Mean(volume).is_one()) << Mean(volume).value << " +- " << Mean(volume).error;
  EXPECT_GT(Mean(volume).error, 1e-3);  // the flow is not just the coordinates
  EXPECT_FALSE(Mean(mutant).is_one());
}

// The same at missing energies away from the centre, 10 MeV from where phase space ends among them. The
// mutant takes the Jacobian of the centre.
TEST(Surrogate, DensityIntegratesToOneAtEveryMissingEnergy) {
  const Surrogate surrogate = wild_surrogate(1);
  const ShellCoordinates coordinates(phase_space(), 1);
  for (const EventEnergies& at : {EventEnergies{300, 60}, {300, 184}, {800, 400}}) {
    const Draws draws = random_draws(20000, 2);
    std::vector<PhasePoint> points;
    std::vector<double> volume, mutant;
    for (const std::array<double, 4>& u : draws.uniforms) {
      CubePoint cube{at.e_nu, {u[0], u[1], u[2]}, two_pi * u[3], 0, at.missing_energy};
      points.push_back(coordinates.physics_point(cube));
      volume.push_back(coordinates.cube_point(points.back()).log_jacobian);
      cube.missing_energy = coordinates.removal_energy();
      mutant.push_back(coordinates.cube_point(coordinates.physics_point(cube)).log_jacobian);
    }
    const std::vector<double> log_q = surrogate.log_density(1, points);
    for (std::size_t i = 0; i < log_q.size(); ++i) {
      volume[i] = two_pi * std::exp(log_q[i] + volume[i]);
      mutant[i] = two_pi * std::exp(log_q[i] + mutant[i]);
    }
    EXPECT_TRUE(Mean(volume).is_one()) << Mean(volume).value << " +- " << Mean(volume).error;
    EXPECT_FALSE(Mean(mutant).is_one()) << Mean(mutant).value << " +- " << Mean(mutant).error;
  }
}

// A shell at E_m looks like a shell with this removal energy: same weights, same numbers, same bits.
TEST(Surrogate, ProposesAtAMissingEnergyAsASurrogateOfThatRemovalEnergyDoes) {
  const Surrogate surrogate = wild_surrogate(1);
  SurrogateParts parts = surrogate.parts();
  parts.phase_space.removal_energies[1] = 25;
  const Surrogate moved = Surrogate::assemble(std::move(parts));
  const Draws draws = random_draws(1000, 3);
  std::vector<EventEnergies> energies;
  for (double e_nu : draws.e_nu) energies.push_back({e_nu, 25});
  const auto proposals = surrogate.sample(1, energies, draws.uniforms),
             expected = moved.sample(1, energies, draws.uniforms);
  std::vector<PhasePoint> points;
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    EXPECT_EQ(proposals[i].log_q, expected[i].log_q);
    EXPECT_EQ(proposals[i].point.omega, expected[i].point.omega);
    EXPECT_EQ(proposals[i].point.phi_n, expected[i].point.phi_n);
    EXPECT_EQ(proposals[i].point.missing_energy, 25);
    points.push_back(proposals[i].point);
  }
  const std::vector<double> log_q = surrogate.log_density(1, points);
  for (std::size_t i = 0; i < log_q.size(); ++i) EXPECT_EQ(log_q[i], proposals[i].log_q);
  for (PhasePoint& point : points) point.missing_energy.reset();
  EXPECT_EQ(moved.log_density(1, points), log_q) << "unset: at the removal energy";
}

// 1s1/2 at 50 MeV has so little room at 200 MeV that coordinates made for it differ from those made for 34.5
// MeV: the mutant, a flow with the same weights in the coordinates of the new removal energy, is another
// density.
TEST(Surrogate, KeepsTheCoordinatesOfItsTrainingInAModelWithOtherRemovalEnergies) {
  const Surrogate surrogate = wild_surrogate(1);
  test::ProxySettings settings;
  settings.removal_energy = {50, 17.25};
  const auto other = test::make_proxy_cross_section(settings);
  const PhasePoint point{400, 200, 0.4, 0.7, 1.0, 50};
  const double expected = surrogate.log_density(0, {point})[0];
  const Surrogate moved = surrogate.set_up_for(*other);
  EXPECT_EQ(moved.log_density(0, {point})[0], expected);
  EXPECT_EQ(moved.set_up_for(*other).log_density(0, {point})[0], expected);
  SurrogateParts mutant = moved.parts();
  mutant.phase_space.trained_removal_energies.clear();
  EXPECT_GT(std::abs(Surrogate::assemble(std::move(mutant)).log_density(0, {point})[0] - expected), 1e-3);
  // In the model of its training it is the same surrogate, to its fingerprint.
  EXPECT_EQ(surrogate.set_up_for(*test::make_proxy_cross_section()).fingerprint(), surrogate.fingerprint());
}

// For two normalised densities E_q[r/(q + r)] = E_r[q/(q + r)], both bounded by 1, so that no rare weight
// dominates; r is uniform in the cube. The mutant's samples come from other weights.
TEST(Surrogate, SamplesFollowTheDensity) {
  const Surrogate surrogate = wild_surrogate(3), other = wild_surrogate(4);
  const ShellCoordinates coordinates(phase_space(), 0);
  const Draws draws = random_draws(30000, 5), flat = random_draws(30000, 6);
  // q/r at points, from ln q and the Jacobian.
  const auto ratios = [&](const std::vector<PhasePoint>& points) {
    std::vector<double> values = surrogate.log_density(0, points);
    for (std::size_t i = 0; i < points.size(); ++i) {
      values[i] = two_pi * std::exp(values[i] + coordinates.cube_point(points[i]).log_jacobian);
    }
    return values;
  };
  const auto share_of_r = [&](const Surrogate& source) {
    std::vector<PhasePoint> points;
    for (const Proposal& proposal : source.sample(0, at_centre(0, draws.e_nu), draws.uniforms))
      points.push_back(proposal.point);
    std::vector<double> values = ratios(points);
    for (double& value : values) value = 1 / (value + 1);
    return Mean(values);
  };
  std::vector<PhasePoint> flat_points;
  for (std::size_t i = 0; i < flat.e_nu.size(); ++i) {
    const std::array<double, 4>& u = flat.uniforms[i];
    flat_points.push_back(coordinates.physics_point({flat.e_nu[i], {u[0], u[1], u[2]}, two_pi * u[3], 0}));
  }
  std::vector<double> values = ratios(flat_points);
  for (double& value : values) value = value / (value + 1);
  const Mean expected(values), right = share_of_r(surrogate), mutant = share_of_r(other);
  // Five standard errors of the difference: false alarm 6e-7.
  const auto distance = [&expected](const Mean& mean) {
    return std::abs(mean.value - expected.value) / std::hypot(mean.error, expected.error);
  };
  EXPECT_LT(distance(right), 5) << right.value << " against " << expected.value;
  EXPECT_GT(distance(mutant), 5) << mutant.value << " against " << expected.value;
}

// Both take the same path at the point as rounded: the same bits.
TEST(Surrogate, ReportsExactlyTheDensityOfTheSampleItDrew) {
  const Surrogate surrogate = wild_surrogate(6);
  const Draws draws = random_draws(3000, 7);
  const std::vector<Proposal> proposals = surrogate.sample(1, at_centre(1, draws.e_nu), draws.uniforms);
  std::vector<PhasePoint> points;
  for (const Proposal& proposal : proposals) points.push_back(proposal.point);
  const std::vector<double> log_q = surrogate.log_density(1, points);
  for (std::size_t i = 0; i < log_q.size(); ++i) EXPECT_EQ(log_q[i], proposals[i].log_q) << i;
}

TEST(Surrogate, ResultOfAnEventDoesNotDependOnItsCompany) {
  const Surrogate surrogate = wild_surrogate(8);
  const Draws draws = random_draws(301, 9);
  const std::vector<Proposal> together = surrogate.sample(0, at_centre(0, draws.e_nu), draws.uniforms);
  for (std::size_t begin = 0, size = 1; begin < 301; begin += size, size = (size * 3) % 37 + 1) {
    const std::size_t end = std::min<std::size_t>(301, begin + size);
    const std::vector<Proposal> part =
        surrogate.sample(0, at_centre(0, {draws.e_nu.begin() + begin, draws.e_nu.begin() + end}),
                         {draws.uniforms.begin() + begin, draws.uniforms.begin() + end});
    for (std::size_t i = begin; i < end; ++i) {
      EXPECT_EQ(part[i - begin].log_q, together[i].log_q) << i;
      EXPECT_EQ(part[i - begin].point.omega, together[i].point.omega) << i;
      EXPECT_EQ(part[i - begin].point.phi_n, together[i].point.phi_n) << i;
    }
  }
}

TEST(Surrogate, CoversAllOfPhaseSpaceAndNothingElse) {
  const Surrogate surrogate = wild_surrogate(10);
  const ShellCoordinates coordinates(phase_space(), 0);
  std::vector<PhasePoint> inside;
  for (double u1 : {1e-9, 0.5, 1 - 1e-9}) {
    for (double u2 : {1e-9, 0.5, 1 - 1e-9}) {
      for (double u3 : {1e-9, 1 - 1e-9})
        inside.push_back(coordinates.physics_point({250, {u1, u2, u3}, 1, 0}));
    }
  }
  for (double log_q : surrogate.log_density(0, inside)) EXPECT_TRUE(std::isfinite(log_q));

  const PhasePoint good{500, 150, 0.3, 0.5, 1};
  std::vector<PhasePoint> outside(5, good);
  outside[0].omega = coordinates.removal_energy();
  outside[1].omega = 500 - 105.6583745;
  outside[2].cos_theta_lepton = 1.0000001;
  outside[3].cos_theta_n = -1.1;
  outside[4].phi_n = std::nan("");
  for (double log_q : surrogate.log_density(0, outside)) EXPECT_EQ(log_q, -INFINITY);
  EXPECT_TRUE(std::isfinite(surrogate.log_density(0, {good})[0]));
}

// In the published flow the first variable of each step sees no context; here each of the four must.
TEST(Surrogate, LetsTheNeutrinoEnergyReachEveryVariable) {
  const ShellCoordinates coordinates(phase_space(), 0);
  for (int network = 0; network < 4; ++network) {
    const Surrogate surrogate = wild_surrogate(11, network);
    double largest = 0;
    for (double u : {0.1, 0.3, 0.6, 0.9}) {
      double value[2];
      for (int i : {0, 1}) {
        const PhasePoint point = coordinates.physics_point({i == 0 ? 300.0 : 900.0, {u, 0.4, 0.7}, 2.0, 0});
        value[i] = surrogate.log_density(0, {point})[0] + coordinates.cube_point(point).log_jacobian;
      }
      largest = std::max(largest, std::abs(value[1] - value[0]));
    }
    EXPECT_GT(largest, 0.01) << network;
  }
}

// Output weights start at 2 % of their usual size: ln q scatters by a fraction of 1 around the flat density
// (rms over phase space; single points at its edges, where inputs are largest, may lie further off).
TEST(Surrogate, UntrainedFlowIsNearlyFlatInItsCoordinates) {
  const Surrogate surrogate = Surrogate::untrained(phase_space(), 12);
  const ShellCoordinates coordinates(phase_space(), 0);
  const Draws draws = random_draws(2000, 13);
  double squares = 0;
  for (const Proposal& proposal : surrogate.sample(0, at_centre(0, draws.e_nu), draws.uniforms)) {
    const double log_ratio =
        proposal.log_q + coordinates.cube_point(proposal.point).log_jacobian + std::log(two_pi);
    squares += log_ratio * log_ratio / 2000;
  }
  EXPECT_LT(std::sqrt(squares), 0.15);
  EXPECT_GT(std::sqrt(squares), 0.01);  // random weights, not zeros
}

TEST(SurrogateFile, ReadsBackToTheSameFingerprintAndTheSameBits) {
  const test::TemporaryFolder folder("surrogate_file");
  const Surrogate surrogate = wild_surrogate(14);
  surrogate.write(folder.file("s.h5"));
  const Surrogate copy = Surrogate::read(folder.file("s.h5"));
  EXPECT_EQ(copy.fingerprint(), surrogate.fingerprint());
  EXPECT_EQ(copy.shells(), surrogate.shells());
  EXPECT_EQ(copy.e_nu_max(), 1000);
  const Draws draws = random_draws(100, 15);
  const auto a = surrogate.sample(0, at_centre(0, draws.e_nu), draws.uniforms),
             b = copy.sample(0, at_centre(0, draws.e_nu), draws.uniforms);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].log_q, b[i].log_q);
  EXPECT_NE(wild_surrogate(16).fingerprint(), surrogate.fingerprint());
}

TEST(SurrogateFile, DamageIsRefused) {
  const test::TemporaryFolder folder("surrogate_damage");
  const std::string path = folder.file("s.h5");
  wild_surrogate(17).write(path);
  expect_damage_refused(path, Surrogate::read);
  EXPECT_THROW(Surrogate::read(folder.file("absent.h5")), FileError);
}

TEST(Surrogate, RefusesForeignEnergiesShellsAndWeights) {
  const Surrogate surrogate = wild_surrogate(18);
  EXPECT_THROW(surrogate.sample(0, {{1001, 34.5}}, {{0.5, 0.5, 0.5, 0.5}}), InputError);
  EXPECT_THROW(surrogate.sample(2, {{500, 34.5}}, {{0.5, 0.5, 0.5, 0.5}}), InputError);
  EXPECT_THROW(surrogate.sample(0, {{500, 34.5}, {600, 34.5}}, {{0.5, 0.5, 0.5, 0.5}}), InputError);
  EXPECT_THROW(surrogate.sample(0, {{500, 394.5}}, {{0.5, 0.5, 0.5, 0.5}}), InputError);
  SurrogateParts parts = surrogate.parts();
  parts.parameters[0].pop_back();
  EXPECT_THROW(Surrogate::assemble(std::move(parts)), InputError);
}

}  // namespace
}  // namespace nereus
