#include "validation/closure.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/training/train.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/validation/biased_proposals.hpp"
#include "tests/validation/sample_inputs.hpp"
#include "validation/effective_sample_size.hpp"

namespace nereus {
namespace {

using test::PiledUpProposals;
using test::Report;
using test::sample_inputs;

constexpr std::int64_t events = 60000;

WeightSample weights_of(const ProposalSource& proposals,
                        EnergyDensity density = EnergyDensity::flux_times_sigma) {
  const CutFlux flux = cut_flux(make_flux("T2K_ND280_numu", 200, 1000), 200, 1000);
  return draw_weights(*sample_inputs().cross_section, sample_inputs().total, proposals, flux.flux, density,
                      events, 17, Threads{2});
}

/// Weights of the untrained surrogate, drawn once.
const WeightSample& untrained() {
  static const WeightSample sample = weights_of(SurrogateProposals(sample_inputs().untrained));
  return sample;
}

// Every closure test below has the false-alarm rate of closure_limit, 1e-6.

TEST(Closure, HoldsForAnUntrainedSurrogate) {
  const Closure closure = check_closure(untrained());
  EXPECT_TRUE(closure.passed) << closure.deviation;
  EXPECT_LT(closure.sigma_events_error, 0.01 * closure.sigma_quadrature) << "or it would prove nothing";
}

class TrainedClosure : public TemporaryFolder {};

TEST_F(TrainedClosure, HoldsForATrainedSurrogate) {
  DatasetOptions data;
  data.points_per_shell = 20000;
  data.held_out_per_shell = 2000;
  const auto& inputs = sample_inputs();
  make_dataset(*inputs.cross_section, inputs.total, data, path("data.h5"), Threads{2});
  FlowOptions flow;
  flow.t_bins = flow.q_bins = flow.p_m_bins = flow.t_embedding = 32;
  flow.q_width = flow.p_m_width = flow.phi_width = 32;
  flow.q_depth = flow.p_m_depth = 2;
  TrainOptions training;
  training.steps = 150;
  training.report_every = 150;
  training.batch = 1024;
  training.average = 0.95;
  train_surrogate({path("data.h5"), path("flow.h5"), path("checkpoints")}, flow, training,
                  inputs.cross_section->fingerprint());
  const Surrogate trained = Surrogate::read(path("flow.h5"));
  const WeightSample sample = weights_of(SurrogateProposals(trained));
  EXPECT_GT(mixture_statistics(sample, 0.9999).ress, mixture_statistics(untrained(), 0.9999).ress + 0.2)
      << "or it is not trained";
  EXPECT_TRUE(check_closure(sample).passed) << check_closure(sample).deviation;
}

TEST(Closure, HoldsForAnUntrainedSurrogateAtTheFluxsOwnEnergies) {
  EXPECT_TRUE(
      check_closure(weights_of(SurrogateProposals(sample_inputs().untrained), EnergyDensity::flux)).passed);
}

TEST(Closure, HoldsForADeliberatelyBadFlow) {
  const WeightSample bad = weights_of(PiledUpProposals(sample_inputs().untrained, Report::honest));
  EXPECT_LT(mixture_statistics(bad, 0.9999).ress, 0.1) << "it should be bad";
  EXPECT_TRUE(check_closure(bad).passed);
}

TEST(Closure, HoldsForUniformProposals) {
  EXPECT_TRUE(check_closure(weights_of(UniformProposals(*sample_inputs().cross_section))).passed);
}

TEST(Closure, NoticesADroppedJacobian) {
  EXPECT_FALSE(
      check_closure(weights_of(PiledUpProposals(sample_inputs().untrained, Report::without_jacobian)))
          .passed);
}

TEST(Closure, NoticesACutSupport) {
  EXPECT_FALSE(
      check_closure(weights_of(PiledUpProposals(sample_inputs().untrained, Report::cut_support))).passed);
}

TEST(Closure, NoticesClippedWeights) {
  WeightSample clipped = untrained();
  const double cap = mixture_statistics(clipped, 0.98).cap;
  for (double& weight : clipped.weight) weight = std::min(weight, cap);
  EXPECT_FALSE(check_closure(clipped).passed);
}

TEST(Closure, NoticesATotalCrossSectionThatIsTenPercentOff) {
  WeightSample wrong = untrained();
  for (double& weight : wrong.weight) weight /= 1.1;
  EXPECT_FALSE(check_closure(wrong).passed);
}

TEST(Closure, BothFormsAgreeForGeneratedEvents) {
  const Closure sample = check_closure(untrained());
  const Closure weights = check_closure(untrained().weight, untrained().sigma_quadrature);
  EXPECT_DOUBLE_EQ(sample.sigma_events, weights.sigma_events);
  EXPECT_DOUBLE_EQ(sample.sigma_events_error, weights.sigma_events_error);
}

// Textbook: mean 1.5, standard error sqrt(0.25 n/(n-1))/sqrt(n) for n/2 weights of 1 and of 2.
TEST(Closure, ErrorIsTheStandardErrorOfTheMean) {
  std::vector<double> weight(200, 1.0);
  std::fill(weight.begin() + 100, weight.end(), 2.0);
  const Closure closure = check_closure(weight, 10);
  EXPECT_DOUBLE_EQ(closure.sigma_events, 15);
  EXPECT_DOUBLE_EQ(closure.sigma_events_error, 10 * std::sqrt(0.25 / 199));
  EXPECT_FALSE(closure.passed);
}

TEST(Closure, EqualWeightsOfOnePassExactly) {
  EXPECT_TRUE(check_closure(std::vector<double>(100, 1.0), 10).passed);
  EXPECT_FALSE(check_closure(std::vector<double>(100, 1.1), 10).passed);
}

TEST(Closure, TooFewEventsAreRefused) {
  EXPECT_REFUSED(check_closure(std::vector<double>(99, 1.0), 10), InputError, "at least 100");
}

}  // namespace
}  // namespace nereus
