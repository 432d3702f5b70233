// The published system as a surrogate: blended, unfolded, in a file.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "base/error.hpp"
#include "naive_maf.hpp"
#include "support/proxy_cross_section.hpp"
#include "surrogate/published/published_density.hpp"
#include "surrogate/surrogate.hpp"
#include "temporary_folder.hpp"

namespace nereus {
namespace {

constexpr double two_pi = 6.28318530717958647693;

PhaseSpaceModel phase_space() { return make_phase_space(*test::make_proxy_cross_section(), 200, 1000); }

FlowOptions small_flow() {
  FlowOptions flow;
  flow.kind = "published";
  flow.published.size = "custom";
  flow.published.steps = 3;
  flow.published.hidden = 12;
  return flow;
}

/// Models whose densities differ by factors.
Surrogate wild_surrogate(std::uint64_t seed, FlowOptions flow = small_flow(), double scale = 1) {
  SurrogateParts parts = Surrogate::untrained(phase_space(), seed, flow).parts();
  const MafShape shape = make_maf_shape(flow.published);
  for (std::size_t shell = 0; shell < parts.parameters.size(); ++shell) {
    parts.parameters[shell].clear();
    for (std::size_t model = 0; model < 4; ++model) {
      const auto weights = test::wild_maf_parameters(shape, seed + 100 * shell + 10 * model, scale);
      parts.parameters[shell].insert(parts.parameters[shell].end(), weights.begin(), weights.end());
    }
  }
  return Surrogate::assemble(std::move(parts));
}

struct Draws {
  std::vector<EventEnergies> energies;
  std::vector<std::array<double, 4>> uniforms;
  /// \param e_nu 0: anywhere
  Draws(std::size_t count, std::size_t shell, std::uint64_t seed, double e_nu = 0) {
    RandomStream stream(seed, StreamPurpose::test, 1);
    for (std::size_t i = 0; i < count; ++i) {
      const double energy = 200 + 800 * stream.uniform();
      energies.push_back({e_nu > 0 ? e_nu : energy, phase_space().removal_energies[shell]});
      uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
    }
  }
};

struct Mean {
  double value = 0, error = 0;
  explicit Mean(const std::vector<double>& x) {
    const auto n = static_cast<double>(x.size());
    double sum = 0, squares = 0;
    for (double v : x) sum += v, squares += v * v;
    value = sum / n;
    error = std::sqrt(std::max(0.0, squares / n - value * value) / n);
  }
};

std::vector<PhasePoint> points_of(const std::vector<Proposal>& proposals) {
  std::vector<PhasePoint> points;
  for (const Proposal& proposal : proposals) points.push_back(proposal.point);
  return points;
}

/// Uniform in omega, theta_l, theta_n and phi_n inside phase space, with ln of that density in the physics
/// variables.
struct UniformPoints {
  std::vector<PhasePoint> points;
  std::vector<double> log_density;
  static double log_density_at(const PhasePoint& x) {
    const double sine_l = std::sqrt((1 - x.cos_theta_lepton) * (1 + x.cos_theta_lepton));
    const double sine_n = std::sqrt((1 - x.cos_theta_n) * (1 + x.cos_theta_n));
    const double t_max = x.e_nu - phase_space().lepton_mass - *x.missing_energy;
    return -std::log(t_max * two_pi / 2 * two_pi / 2 * two_pi * sine_l * sine_n);
  }
  explicit UniformPoints(const Draws& draws) {
    for (std::size_t i = 0; i < draws.energies.size(); ++i) {
      const EventEnergies& at = draws.energies[i];
      const std::array<double, 4>& u = draws.uniforms[i];
      const double t_max = at.e_nu - phase_space().lepton_mass - at.missing_energy;
      points.push_back({at.e_nu, at.missing_energy + t_max * u[0], std::cos(two_pi / 2 * u[1]),
                        std::cos(two_pi / 2 * u[2]), two_pi * u[3], at.missing_energy});
      log_density.push_back(log_density_at(points.back()));
    }
  }
};

// For two normalised densities E_q[r/(q + r)] = E_r[q/(q + r)], both bounded by 1; r is uniform in the angles
// and omega, proposals outside of phase space count 0. At 385 MeV both of two models answer, the upper one 70
// % of the time. Five standard errors of the difference: false alarm 6e-7. The mutant has the same weights
// and believes that the lower model answers alone there.
TEST(PublishedSurrogate, SamplesFollowTheBlendedDensity) {
  constexpr double e_nu = 385;
  const Surrogate surrogate = wild_surrogate(3);
  FlowOptions without_blend = small_flow();
  without_blend.published.ranges_mev = {200, 400, 399, 600, 550, 800, 750, 1000};
  const Surrogate mutant = wild_surrogate(3, without_blend);
  const Draws draws(40000, 1, 5, e_nu);
  const UniformPoints uniform(Draws(40000, 1, 6, e_nu));
  const std::vector<Proposal> proposals = surrogate.sample(1, draws.energies, draws.uniforms);
  const auto distance = [&](const Surrogate& density) {
    std::vector<double> q = density.log_density(1, points_of(proposals)), r(q.size());
    for (std::size_t i = 0; i < q.size(); ++i) {
      r[i] = !proposals[i].inside
                 ? 0
                 : 1 / (1 + std::exp(q[i] - UniformPoints::log_density_at(proposals[i].point)));
    }
    q = density.log_density(1, uniform.points);
    for (std::size_t i = 0; i < q.size(); ++i) q[i] = 1 / (1 + std::exp(uniform.log_density[i] - q[i]));
    const Mean drawn(r), flat(q);
    return std::abs(drawn.value - flat.value) / std::hypot(drawn.error, flat.error);
  };
  EXPECT_LT(distance(surrogate), 5);
  EXPECT_GT(distance(mutant), 5);
}

// A sample's log_q is of the branch it was drawn on; over branches and points, E[q summed/(4 q of the
// branch)] is the integral of q, which is 1. False alarm 6e-7. The mutant weighs the samples of an overlap
// with the density of the lower model alone.
TEST(PublishedSurrogate, WeighsASampleByTheMixtureAtItsBranch) {
  const Surrogate surrogate = wild_surrogate(4, small_flow(), 0.4);
  FlowOptions without_blend = small_flow();
  without_blend.published.ranges_mev = {200, 400, 399, 600, 550, 800, 750, 1000};
  const Surrogate lower = wild_surrogate(4, without_blend, 0.4);
  for (double e_nu : {300.0, 380.0}) {
    const Draws draws(40000, 0, 7, e_nu);
    const std::vector<Proposal> proposals = surrogate.sample(0, draws.energies, draws.uniforms);
    const std::vector<double> summed = surrogate.log_density(0, points_of(proposals)),
                              lower_alone = lower.log_density(0, points_of(proposals));
    std::vector<double> ratio, mutant;
    for (std::size_t i = 0; i < summed.size(); ++i) {
      const bool outside = !proposals[i].inside;
      ratio.push_back(outside ? 1 : std::exp(summed[i] - proposals[i].log_q));
      mutant.push_back(outside ? 1 : std::exp(summed[i] - lower_alone[i]));
    }
    const Mean right(ratio), wrong(mutant);
    EXPECT_GT(right.error, 1e-4);
    EXPECT_LT(std::abs(right.value - 1), 5 * right.error) << e_nu << ": " << right.value;
    if (e_nu > 350) {
      EXPECT_GT(std::abs(wrong.value - 1), 5 * wrong.error) << e_nu << ": " << wrong.value;
    }
  }
}

// By hand from the two models at the branch of the sample.
TEST(PublishedSurrogate, MixesTheDensitiesOfBothModelsInAnOverlap) {
  const Surrogate surrogate = wild_surrogate(6);
  const PublishedDensity shell(phase_space(), 0, small_flow().published, surrogate.parts().parameters[0]);
  const UnfoldedSpace space(phase_space(), 0);
  const EnergyBlend blend(small_flow().published.ranges_mev);
  const Draws draws(50, 0, 8, 390);  // lambda = 0.8
  const std::vector<Proposal> proposals = surrogate.sample(0, draws.energies, draws.uniforms);
  int upper = 0;
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    // The fourth number decides; which model drew shows in the point itself.
    const std::size_t model = draws.uniforms[i][3] < 0.8 ? 1 : 0;
    upper += model == 1 ? 1 : 0;
    std::array<double, 4> rest = draws.uniforms[i];
    rest[3] = model == 1 ? rest[3] / 0.8 : (rest[3] - 0.8) / (1 - 0.8);
    const double context[] = {blend.range(0).context(390), blend.range(1).context(390)};
    FlowPoint x;
    double drawn, log_q[2];
    shell.model(model).sample(1, &context[model], &rest, &x, &drawn);
    for (std::size_t m : {0, 1}) shell.model(m).log_density(1, &context[m], &x, &log_q[m]);
    const double mixture = std::log(0.2 * std::exp(log_q[0]) + 0.8 * std::exp(log_q[1]));
    EXPECT_NEAR(proposals[i].log_q, mixture + std::log(4) - space.log_jacobian(draws.energies[i], x), 2e-5);
    EXPECT_EQ(proposals[i].point.phi_n, space.physics_point(draws.energies[i], x).phi_n);
  }
  EXPECT_GT(upper, 30);
  EXPECT_LT(upper, 50);
}

// Outside, the truth is exactly zero, so that the weight is; all other numbers of the event stay finite.
TEST(PublishedSurrogate, LeavesProposalsOutsideOfPhaseSpaceWithoutACrossSection) {
  const auto cross_section = test::make_proxy_cross_section();
  const Surrogate surrogate = wild_surrogate(7);
  const Draws draws(5000, 1, 9);
  int outside = 0;
  for (const Proposal& proposal : surrogate.sample(1, draws.energies, draws.uniforms)) {
    EXPECT_TRUE(std::isfinite(proposal.log_q));
    EXPECT_LT(std::abs(proposal.point.cos_theta_lepton), 1);
    EXPECT_LT(std::abs(proposal.point.cos_theta_n), 1);
    EXPECT_GE(proposal.point.phi_n, 0);
    EXPECT_LT(proposal.point.phi_n, two_pi);
    if (proposal.inside) continue;
    ++outside;
    EXPECT_EQ(proposal.point.omega, *proposal.point.missing_energy);
    EXPECT_EQ(cross_section->d4sigma(1, proposal.point), 0);
    EXPECT_EQ(surrogate.log_density(1, {proposal.point})[0], -INFINITY);
  }
  EXPECT_GT(outside, 0);
  EXPECT_LT(outside, 2500);
}

// What an untrained flow proposes: the normal base, 0.27 % of it beyond 3 standard deviations. Binomial, five
// standard deviations.
TEST(PublishedSurrogate, UntrainedProposesTheBase) {
  const Surrogate surrogate = Surrogate::untrained(phase_space(), 12, small_flow());
  const Draws draws(40000, 0, 13);
  int outside = 0;
  for (const Proposal& proposal : surrogate.sample(0, draws.energies, draws.uniforms)) {
    outside += !proposal.inside ? 1 : 0;
  }
  EXPECT_NEAR(outside, 40000 * 0.0027, 5 * std::sqrt(40000 * 0.0027));
}

TEST(PublishedSurrogate, ResultOfAnEventDoesNotDependOnItsCompany) {
  const Surrogate surrogate = wild_surrogate(8);
  const Draws draws(300, 0, 10);
  const std::vector<Proposal> together = surrogate.sample(0, draws.energies, draws.uniforms);
  for (std::size_t i = 0; i < 300; i += 7) {
    const Proposal alone = surrogate.sample(0, {draws.energies[i]}, {draws.uniforms[i]})[0];
    EXPECT_EQ(alone.log_q, together[i].log_q);
    EXPECT_EQ(alone.point.omega, together[i].point.omega);
    EXPECT_EQ(alone.point.phi_n, together[i].point.phi_n);
  }
}

// The flow sees T/T_max: at another missing energy it proposes in that one's phase space.
TEST(PublishedSurrogate, ProposesAtAMissingEnergyAsASurrogateOfThatRemovalEnergyDoes) {
  const Surrogate surrogate = wild_surrogate(9);
  SurrogateParts parts = surrogate.parts();
  parts.phase_space.removal_energies[1] = 25;
  const Surrogate moved = Surrogate::assemble(std::move(parts));
  Draws draws(200, 1, 11);
  for (EventEnergies& at : draws.energies) at.missing_energy = 25;
  const auto a = surrogate.sample(1, draws.energies, draws.uniforms),
             b = moved.sample(1, draws.energies, draws.uniforms);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].log_q, b[i].log_q);
    EXPECT_EQ(a[i].point.omega, b[i].point.omega);
    EXPECT_EQ(a[i].point.missing_energy, 25);
  }
}

TEST(PublishedSurrogate, ReadsBackFromItsFileToTheSameBits) {
  const test::TemporaryFolder folder("published_file");
  const Surrogate surrogate = wild_surrogate(14);
  surrogate.write(folder.file("s.h5"));
  const Surrogate copy = Surrogate::read(folder.file("s.h5"));
  EXPECT_EQ(copy.fingerprint(), surrogate.fingerprint());
  EXPECT_EQ(copy.parts().flow.kind, "published");
  EXPECT_EQ(copy.parts().parameters, surrogate.parts().parameters);
  const Draws draws(100, 0, 15);
  const auto a = surrogate.sample(0, draws.energies, draws.uniforms),
             b = copy.sample(0, draws.energies, draws.uniforms);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].log_q, b[i].log_q);
  EXPECT_NE(wild_surrogate(16).fingerprint(), surrogate.fingerprint());

  std::fstream file(folder.file("s.h5"), std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(5000);
  const char byte = static_cast<char>(file.get());
  file.seekp(5000);
  file.put(static_cast<char>(byte ^ 1));
  file.close();
  EXPECT_THROW(Surrogate::read(folder.file("s.h5")), FileError);
}

// One shell and two models: at size L these are 77 MB.
TEST(PublishedSurrogate, OfEverySizeBuildsSavesSamplesAndBlends) {
  const test::TemporaryFolder folder("published_sizes");
  PhaseSpaceModel one_shell = phase_space();
  one_shell.shells.resize(1);
  one_shell.removal_energies.resize(1);
  for (const char* size : {"S", "M", "L"}) {
    FlowOptions flow;
    flow.kind = "published";
    flow.published.size = size;
    flow.published.ranges_mev = {200, 600, 500, 1000};
    Surrogate::untrained(one_shell, 1, flow).write(folder.file("s.h5"));
    const Surrogate surrogate = Surrogate::read(folder.file("s.h5"));
    const Draws draws(32, 0, 2, 550);
    const std::vector<Proposal> proposals = surrogate.sample(0, draws.energies, draws.uniforms);
    const std::vector<double> summed = surrogate.log_density(0, points_of(proposals));
    for (std::size_t i = 0; i < proposals.size(); ++i) {
      // Random weights start near the identity, where all branches are alike.
      if (!proposals[i].inside) continue;
      EXPECT_NEAR(summed[i], proposals[i].log_q, 0.5) << size;
    }
  }
}

TEST(PublishedSurrogate, RefusesWeightsAndRangesThatDoNotFit) {
  SurrogateParts parts = wild_surrogate(18).parts();
  parts.parameters[0].pop_back();
  EXPECT_THROW(Surrogate::assemble(parts), InputError);
  FlowOptions flow = small_flow();
  flow.published.ranges_mev = {200, 400, 350, 900};  // the surrogate is for energies up to 1000 MeV
  EXPECT_THROW(Surrogate::untrained(phase_space(), 1, flow), InputError);
  EXPECT_THROW(wild_surrogate(19).sample(0, {{1001, 34.5}}, {{0.5, 0.5, 0.5, 0.5}}), InputError);
}

}  // namespace
}  // namespace nereus
