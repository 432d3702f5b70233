// Training of the published flow.

#include "surrogate/training/published_trainer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "support/proxy_cross_section.hpp"
#include "support/proxy_sigma_table.hpp"
#include "surrogate/training/own_samples.hpp"
#include "temporary_folder.hpp"

namespace nereus {
namespace {

/// The proxy with uniform training points, made once.
class PublishedTraining : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryFolder("published_training");
    cross_section_ = test::make_proxy_cross_section().release();
    total_ = new TotalCrossSection(test::proxy_sigma_table(*cross_section_));
    DatasetOptions options;
    options.points_per_shell = 20000;
    options.held_out_per_shell = 4000;
    options.flat_fraction = 1;
    make_dataset(*cross_section_, *total_, options, folder_->file("data.h5"), Threads{1});
  }
  static void TearDownTestSuite() {
    delete total_;
    delete cross_section_;
    delete folder_;
  }
  static TrainingFiles files(const std::string& name) {
    return {folder_->file("data.h5"), folder_->file(name + ".h5"), folder_->file(name + ".checkpoints")};
  }
  static FlowOptions small_flow() {
    FlowOptions flow;
    flow.kind = "published";
    flow.published.size = "custom";
    flow.published.steps = 2;
    flow.published.hidden = 12;
    flow.published.ranges_mev = {200, 600, 500, 1000};
    return flow;
  }
  static TrainOptions short_training() {
    TrainOptions options = published_training();
    options.steps = 24;
    options.report_every = 8;
    options.batch = 128;
    options.learning_rate = 3e-3;
    options.enis_points = 300;
    return options;
  }
  static TrueDensity truth() { return make_true_density(*cross_section_, *total_, Threads{1}); }
  /// Of shell 1 between 200 and 600 MeV.
  static PublishedTask task() {
    const Dataset dataset = read_dataset(folder_->file("data.h5"));
    const UnfoldedSpace space(dataset.phase_space, 1);
    const EnergyRange range{200, 600};
    const std::size_t split = dataset.training_rows(), end = dataset.shells[1].size();
    return {{1, 0, "shell_1/range_0", "1p3/2 200-600 MeV"},
            0,
            range,
            space,
            PublishedRows(dataset.shells[1], 0, split, space, range),
            PublishedRows(dataset.shells[1], split, end, space, range),
            truth()};
  }
  static test::TemporaryFolder* folder_;
  static CrossSection* cross_section_;
  static TotalCrossSection* total_;
};
test::TemporaryFolder* PublishedTraining::folder_ = nullptr;
CrossSection* PublishedTraining::cross_section_ = nullptr;
TotalCrossSection* PublishedTraining::total_ = nullptr;

/// Mean of p/g over a batch, with its standard error.
struct MeanWeight {
  double value = 0, error = 0;
  explicit MeanWeight(const FlowBatch& batch) {
    const auto n = static_cast<double>(batch.size());
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const double w = std::exp(double(batch.log_p[i]) - batch.log_g[i]);
      sum += w, squares += w * w;
    }
    value = sum / n;
    error = std::sqrt((squares / n - value * value) / n);
  }
};

// p and g are densities of the same points in the same variables: E_g[p/g] = 1 for the rows of a dataset and
// for own samples. Five standard errors: false alarm 6e-7. The mutant puts all of the density on each branch.
TEST_F(PublishedTraining, PointsCarryTheTruthAndTheDensityTheyWereDrawnWith) {
  const PublishedTask at = task();
  RandomStream random(3, StreamPurpose::test, 0);
  const FlowBatch rows = at.training.batch(0, at.training.size(), random);
  const MafShape shape = make_maf_shape(2, 12, 10);
  const MafDensity model(shape, random_maf_parameters(shape, random));
  const FlowBatch own = draw_own_samples(model, at, 20000, random);
  for (const FlowBatch& batch : {rows, own}) {
    const MeanWeight mean(batch);
    EXPECT_LT(mean.error, 0.1);
    EXPECT_LT(std::abs(mean.value - 1), 5 * mean.error) << mean.value << " +- " << mean.error;
    EXPECT_GT(std::abs(4 * mean.value - 1), 5 * 4 * mean.error);
  }
}

// Every sample is some place in phase space or nowhere; where it is, g is the flow's density.
TEST_F(PublishedTraining, OwnSamplesOutsideOfPhaseSpaceHaveNoTruth) {
  const PublishedTask at = task();
  RandomStream random(4, StreamPurpose::test, 0);
  const MafShape shape = make_maf_shape(2, 12, 10);
  const MafDensity model(shape, random_maf_parameters(shape, random));
  const FlowBatch own = draw_own_samples(model, at, 5000, random);
  int outside = 0;
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (std::abs(own.x[4 * i]) <= FlowVariables::omega_edge) continue;
    ++outside;
    EXPECT_EQ(own.log_p[i], static_cast<float>(smallest_log_density()));
  }
  EXPECT_GT(outside, 0);
}

// Seeded, so the same each time; the divergence of the first steps falls to about a third.
TEST_F(PublishedTraining, ShortTrainingLowersTheDivergence) {
  TrainOptions options = short_training();
  options.steps = 210;
  options.report_every = 70;
  options.batch = 256;
  FlowOptions flow = small_flow();
  flow.published.hidden = 24;
  const TrainingReport report =
      train_surrogate(files("good"), flow, options, cross_section_->fingerprint(), -1, truth());
  ASSERT_TRUE(report.finished);
  ASSERT_EQ(report.members.size(), 4U);
  EXPECT_EQ(report.members[3].title, "1p3/2 500-1000 MeV");
  for (std::size_t member = 0; member < 4; ++member) {
    const std::vector<TrainingRecord>& history = report.history[member];
    EXPECT_LT(history[2].loss, 0.7 * history[0].loss) << member;
    EXPECT_GT(history[2].ress, 0.005) << member;
  }
  const Surrogate surrogate = Surrogate::read(folder_->file("good.h5"));
  EXPECT_EQ(surrogate.parts().history.size(), 4U);
  EXPECT_EQ(surrogate.parts().history[3].back().ress, report.ress(3));

  // The weights of fresh samples average to one, whatever was learnt.
  RandomStream stream(9, StreamPurpose::test, 0);
  for (std::size_t shell = 0; shell < 2; ++shell) {
    std::vector<EventEnergies> energies;
    std::vector<std::array<double, 4>> uniforms;
    for (int i = 0; i < 20000; ++i) {
      energies.push_back({200 + 800 * stream.uniform(), cross_section_->removal_energy(shell)});
      uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
    }
    double sum = 0, squares = 0;
    for (const Proposal& proposal : surrogate.sample(shell, energies, uniforms)) {
      const double w = cross_section_->d4sigma(shell, proposal.point) /
                       total_->sigma(shell, proposal.point.e_nu) * std::exp(-proposal.log_q);
      sum += w, squares += w * w;
    }
    const double mean = sum / 20000, error = std::sqrt((squares / 20000 - mean * mean) / 20000);
    EXPECT_LT(error, 0.1);
    EXPECT_LT(std::abs(mean - 1), 5 * error) << shell;
  }
}

class PublishedResume : public PublishedTraining, public testing::WithParamInterface<bool> {};

TEST_P(PublishedResume, GoesOnAfterAnInterruptionToTheSameBits) {
  const std::string model = cross_section_->fingerprint();
  TrainOptions options = short_training();
  options.enis = GetParam();
  const std::string tag = GetParam() ? "enis_" : "uniform_";
  ASSERT_TRUE(train_surrogate(files(tag + "whole"), small_flow(), options, model, -1, truth()).finished);
  for (std::int64_t stop : {9, 3, 10}) {
    const TrainingReport part =
        train_surrogate(files(tag + "parts"), small_flow(), options, model, stop, truth());
    EXPECT_FALSE(part.finished);
    EXPECT_FALSE(std::filesystem::exists(files(tag + "parts").surrogate));
  }
  options.workers = 1;
  ASSERT_TRUE(train_surrogate(files(tag + "parts"), small_flow(), options, model, -1, truth()).finished);
  EXPECT_FALSE(std::filesystem::exists(files(tag + "parts").checkpoint_directory));
  const Surrogate a = Surrogate::read(files(tag + "whole").surrogate),
                  b = Surrogate::read(files(tag + "parts").surrogate);
  EXPECT_EQ(a.parts().parameters, b.parts().parameters);
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
}

INSTANTIATE_TEST_SUITE_P(BothTrainings, PublishedResume, testing::Values(false, true),
                         [](const auto& instance) { return instance.param ? "Enis" : "Uniform"; });

// 20 % of 24 steps ends before the first report: own samples are drawn at steps 8 and 16, for 4 members.
TEST_F(PublishedTraining, EnisAsksForTheTruthAtItsOwnSamplesAfterTheUniformSteps) {
  std::atomic<std::size_t> calls{0}, points{0};
  const TrueDensity counted = [&](std::size_t shell, const std::vector<PhasePoint>& at) {
    ++calls;
    points += at.size();
    return truth()(shell, at);
  };
  TrainOptions options = short_training();
  options.enis = true;
  const TrainingReport report =
      train_surrogate(files("enis"), small_flow(), options, cross_section_->fingerprint(), -1, counted);
  EXPECT_EQ(calls, 8U);
  EXPECT_EQ(points, 8U * 300U);
  for (const auto& history : report.history) {
    for (const TrainingRecord& record : history) EXPECT_TRUE(std::isfinite(record.loss));
  }
  EXPECT_THROW(train_surrogate(files("no_truth"), small_flow(), options, cross_section_->fingerprint()),
               InputError);
}

TEST_F(PublishedTraining, EverySizeTrains) {
  for (const char* size : {"S", "M", "L"}) {
    PublishedOptions flow;
    flow.size = size;
    TrainOptions options = short_training();
    options.batch = 16;
    PublishedTrainer trainer(flow, task(), options);
    const std::vector<float> before = trainer.state().parameters;
    EXPECT_TRUE(std::isfinite(trainer.run_to(2)));
    EXPECT_NE(trainer.state().parameters, before) << size;
  }
}

TEST_F(PublishedTraining, RefusesEnergiesWithoutPoints) {
  FlowOptions flow = small_flow();
  flow.published.ranges_mev = {200, 1000, 1000, 1100};
  EXPECT_THROW(train_surrogate(files("empty"), flow, short_training(), cross_section_->fingerprint()),
               InputError);
}

TEST_F(PublishedTraining, RefusesATruthWhoseTotalCrossSectionIsOfAnotherModel) {
  test::ProxySettings settings;
  settings.dipole_mass = 900;
  EXPECT_THROW(make_true_density(*test::make_proxy_cross_section(settings), *total_, Threads{1}),
               ModelMismatch);
}

}  // namespace
}  // namespace nereus
