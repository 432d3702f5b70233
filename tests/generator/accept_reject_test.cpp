#include "generator/accept_reject.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::sample_inputs;

/// Samplers of the untrained surrogate in a flat flux: its weights scatter a lot (RESS 30 %).
struct Samplers {
  EnergySampler energies{make_flux("flat", 200, 1000), sample_inputs().total};
  SurrogateProposals proposals{sample_inputs().surrogate};

  EventSampler sampler(std::uint64_t seed, StreamPurpose purpose = StreamPurpose::generation) const {
    return {*sample_inputs().cross_section, energies, proposals, seed, purpose};
  }
};

const Samplers& samplers() {
  static const Samplers made;
  return made;
}

/// Weights of 5000 events that decide about no other.
std::vector<double> pilot_weights() {
  std::vector<double> weights;
  for (const Event& event : samplers().sampler(5, StreamPurpose::pilot).sample(0, 5000, Threads{2})) {
    weights.push_back(event.weight);
  }
  return weights;
}

/// Low enough that some events are overweight.
const WeightCap& low_cap() {
  static const WeightCap cap = pilot_cap(pilot_weights(), 0.98);
  return cap;
}

TEST(WeightCap, IsTheQuantileOfThePilot) {
  std::vector<double> weights = pilot_weights();
  EXPECT_NE(samplers().sampler(5).sample(0, 1, Threads{1})[0].weight, weights[0])
      << "its streams are its own";
  std::sort(weights.begin(), weights.end());
  EXPECT_EQ(low_cap().cap, weights[4899]) << "98 % of the pilot lie at or below it";
  double below = 0;
  for (const double weight : weights) below += std::min(weight, weights[4899]) / weights[4899] / 5000;
  EXPECT_NEAR(low_cap().acceptance, below, 1e-12);
}

TEST(WeightCap, QuantilesThatThePilotCannotTellAreRefused) {
  EXPECT_NO_THROW(check_pilot(0.9999, 100000));
  EXPECT_REFUSED(check_pilot(0.9999, 99999), InputError, "set pilot_events to 100000");
  EXPECT_NO_THROW(check_pilot(0.9, 100));
  EXPECT_REFUSED(pilot_cap(std::vector<double>(99, 1.0), 0.9), InputError, "only 9.9 would lie above");
  EXPECT_REFUSED(pilot_cap(std::vector<double>(100, 0.0), 0.9), ConvergenceError,
                 "quantile of the weights is 0");
}

// Event by event against the weighted sample of the same proposals.
TEST(AcceptReject, TakesTheProposalsThatPassAndCountsTheOthers) {
  const EventSampler sampler = samplers().sampler(9);
  const auto accepted = accept_events(sampler, low_cap(), 0, 500, Threads{2});
  ASSERT_EQ(accepted.size(), 500U);
  std::int64_t trials = 0, overweight = 0;
  for (const Event& event : accepted) trials += event.trials;
  EXPECT_EQ(trials, accepted.back().proposal + 1);
  const auto proposed = sampler.sample(0, static_cast<std::size_t>(trials), Threads{2});
  std::size_t next = 0;
  for (const Event& proposal : proposed) {
    const double ratio = proposal.weight / low_cap().cap;
    const bool taken = accepted[next].proposal == proposal.proposal;
    if (ratio >= 1) {
      EXPECT_TRUE(taken);
    }
    const double uniform =
        RandomStream(9, StreamPurpose::acceptance, static_cast<std::uint64_t>(proposal.proposal)).uniform();
    EXPECT_EQ(taken, uniform < ratio);
    if (!taken) continue;
    EXPECT_EQ(accepted[next].weight, std::max(ratio, 1.0));
    EXPECT_EQ(accepted[next].point.omega, proposal.point.omega);
    overweight += ratio > 1 ? 1 : 0;
    ++next;
  }
  EXPECT_EQ(next, 500U);
  EXPECT_GT(overweight, 5);
}

TEST(AcceptReject, AnEventDoesNotDependOnHowManyAreAskedFor) {
  const EventSampler sampler = samplers().sampler(9);
  const auto many = accept_events(sampler, low_cap(), 0, 1500, Threads{2});
  const auto few = accept_events(sampler, low_cap(), 0, 7, Threads{1});
  for (std::size_t i = 0; i < few.size(); ++i) {
    EXPECT_EQ(few[i].proposal, many[i].proposal);
    EXPECT_EQ(few[i].trials, many[i].trials);
    EXPECT_EQ(few[i].weight, many[i].weight);
  }
}

TEST(AcceptReject, GivesUpWhereNothingIsAccepted) {
  EXPECT_REFUSED(accept_events(samplers().sampler(9), {1e12, 0.5}, 0, 16, Threads{2}, 2000), ConvergenceError,
                 "accept-reject gave 0 of 16 events from 1792 proposals");
}

/// A histogram of d sigma with its variance, per proposal.
struct Histogram {
  std::vector<double> content = std::vector<double>(2 * 8 * 4, 0.0), variance = content;

  void add(const Event& event, double weight) {
    const double share = (event.point.omega - *event.point.missing_energy) /
                         (event.point.e_nu - 105.66 - *event.point.missing_energy);
    const auto energy = static_cast<std::size_t>(std::clamp(8 * std::sqrt(share), 0.0, 7.0));
    const auto angle = static_cast<std::size_t>(std::clamp(2 * (event.point.cos_theta_lepton + 1), 0.0, 3.0));
    const std::size_t bin = event.shell * 32 + energy * 4 + angle;
    content[bin] += weight;
    variance[bin] += weight * weight;
  }
  void scale(double factor) {
    for (double& value : content) value *= factor;
    for (double& value : variance) value *= factor * factor;
  }
};

/// Independent weighted events: what every correct sample must give back.
const Histogram& truth() {
  static const Histogram histogram = [] {
    Histogram made;
    for (const Event& event : samplers().sampler(77).sample(0, 150000, Threads{2}))
      made.add(event, event.weight);
    made.scale(1.0 / 150000);
    return made;
  }();
  return histogram;
}

/// Normal deviate of chi-square over the filled bins. Wilson and Hilferty (1931): (chi2/n)^(1/3) is normal.
double deviation_from_truth(const Histogram& sample) {
  double chi2 = 0, n = 0;
  for (std::size_t bin = 0; bin < sample.content.size(); ++bin) {
    const double variance = sample.variance[bin] + truth().variance[bin];
    if (variance == 0 || sample.content[bin] == 0) continue;
    chi2 += std::pow(sample.content[bin] - truth().content[bin], 2) / variance;
    ++n;
  }
  EXPECT_GT(n, 40);
  return (std::cbrt(chi2 / n) - (1 - 2 / (9 * n))) / std::sqrt(2 / (9 * n));
}

/// So low that much of the cross section lies above it.
const WeightCap& lower_cap() {
  static const WeightCap cap = pilot_cap(pilot_weights(), 0.8);
  return cap;
}

/// Accepted events; `weight_of` is what a mutant may change.
template <class WeightOf>
Histogram accepted_with(WeightOf weight_of) {
  static const auto events = accept_events(samplers().sampler(13), lower_cap(), 0, 20000, Threads{2});
  Histogram histogram;
  std::int64_t trials = 0;
  for (const Event& event : events) {
    trials += event.trials;
    histogram.add(event, weight_of(event));
  }
  histogram.scale(lower_cap().cap / static_cast<double>(trials));
  return histogram;
}

// d sigma per proposal in shell, energy and angle: shape and size at once. One-sided 4.75 of a normal
// deviate: false alarm 1e-6.
TEST(AcceptReject, EventsFollowTheCrossSection) {
  EXPECT_LT(deviation_from_truth(accepted_with([](const Event& event) { return event.weight; })), 4.75);
}

TEST(AcceptReject, WithoutTheWeightsAboveOneTheyWouldNot) {
  EXPECT_GT(deviation_from_truth(accepted_with([](const Event&) { return 1.0; })), 4.75);
}

TEST(AcceptReject, ProposalsThatAreAllAcceptedWouldNot) {
  Histogram histogram;
  for (const Event& event : samplers().sampler(13).propose(0, 20000, Threads{2})) histogram.add(event, 1);
  histogram.scale(1.0 / 20000);
  EXPECT_GT(deviation_from_truth(histogram), 4.75);
}

}  // namespace
}  // namespace nereus
