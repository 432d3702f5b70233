#include "surrogate/training/train.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "support/proxy_cross_section.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/training/torch_trainer.hpp"
#include "surrogate/training_time.hpp"
#include "temporary_folder.hpp"

namespace nereus {
namespace {

/// The proxy with a dataset for each test of this program, made once.
class Training : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TemporaryFolder("training");
    cross_section_ = test::make_proxy_cross_section().release();
    total_ = new TotalCrossSection(test::proxy_total_cross_section(*cross_section_));
    DatasetOptions options;
    options.points_per_shell = 60000;
    options.held_out_per_shell = 8000;
    make_dataset(*cross_section_, *total_, options, folder_->file("data.h5"), Threads{2});
    options.points_per_shell = 3000;
    options.held_out_per_shell = 500;
    make_dataset(*cross_section_, *total_, options, folder_->file("small.h5"), Threads{2});
  }
  static void TearDownTestSuite() {
    delete total_;
    delete cross_section_;
    delete folder_;
  }
  static TrainingFiles files(const std::string& dataset, const std::string& name) {
    return {folder_->file(dataset), folder_->file(name + ".h5"), folder_->file(name + ".checkpoints")};
  }
  static FlowOptions small_flow() {
    FlowOptions flow;
    flow.t_bins = flow.q_bins = flow.p_m_bins = flow.t_embedding = 16;
    flow.t_width = flow.q_width = flow.p_m_width = flow.phi_width = 16;
    flow.t_depth = flow.q_depth = flow.p_m_depth = flow.phi_depth = 2;
    return flow;
  }
  static TrainOptions short_training() {
    TrainOptions options;
    options.steps = 40;
    options.report_every = 10;
    options.batch = 256;
    return options;
  }
  /// p/q of 10 000 samples at flat E_nu.
  static std::vector<double> fresh_weights(const Surrogate& surrogate, std::size_t shell) {
    RandomStream stream(1, StreamPurpose::test, shell);
    std::vector<EventEnergies> energies;
    std::vector<std::array<double, 4>> uniforms;
    for (int i = 0; i < 10000; ++i) {
      energies.push_back({200 + 800 * stream.uniform(), cross_section_->removal_energy(shell)});
      uniforms.push_back({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()});
    }
    std::vector<double> weights;
    for (const Proposal& proposal : surrogate.sample(shell, energies, uniforms)) {
      weights.push_back(cross_section_->d4sigma(shell, proposal.point) /
                        total_->sigma(shell, proposal.point.e_nu) * std::exp(-proposal.log_q));
    }
    return weights;
  }
  static test::TemporaryFolder* folder_;
  static CrossSection* cross_section_;
  static TotalCrossSection* total_;
};
test::TemporaryFolder* Training::folder_ = nullptr;
CrossSection* Training::cross_section_ = nullptr;
TotalCrossSection* Training::total_ = nullptr;

// Seeded, so the answer is the same each time; 96 to 98 % was measured, the coordinates alone give 30 to 45
// %.
TEST_F(Training, ReachesNinetyFivePercentOnTheProxyInHalfAMinute) {
  TrainOptions options;
  options.steps = 160;
  options.report_every = 160;
  options.batch = 2048;
  options.learning_rate = 4e-3;
  options.likelihood_fraction = 0.4;
  options.average = 0.9;
  const TrainingReport report =
      train_surrogate(files("data.h5", "good"), FlowOptions{}, options, cross_section_->fingerprint());
  EXPECT_TRUE(report.finished);

  const Surrogate surrogate = Surrogate::read(folder_->file("good.h5"));
  EXPECT_EQ(surrogate.model_fingerprint(), cross_section_->fingerprint());
  for (std::size_t shell = 0; shell < 2; ++shell) {
    EXPECT_GT(report.ress(shell), 0.95) << shell;
    // Fresh samples, weights from the cross section: mean 1 and the RESS that training reported.
    const std::vector<double> weights = fresh_weights(surrogate, shell);
    const auto count = static_cast<double>(weights.size());
    double sum = 0, squares = 0;
    for (const double w : weights) {
      sum += w;
      squares += w * w;
    }
    const double mean = sum / count, variance = squares / count - mean * mean;
    EXPECT_NEAR(mean, 1, 5 * std::sqrt(variance / count));  // false alarm 6e-7
    // Both estimates of the variance carry an error of some 20 % (few large weights dominate).
    EXPECT_NEAR(mean * mean * count / squares, report.ress(shell), 0.02) << shell;
  }
}

// Seeded. Each penalty moves what it names: the same steps end with fewer large weights, then with fewer
// wasted proposals. The second is of no use alone: large weights grow. Measured: large 0.022, 0.002; wasted
// 0.081, 0.036.
TEST_F(Training, PenaltiesLowerTheWeightsTheyAreFor) {
  struct Tails {
    double large, wasted;  ///< shares of the samples
  };
  const auto trained = [&](const std::string& name, double tail_penalty, double waste_penalty) {
    TrainOptions options;
    options.steps = options.report_every = 160;
    options.batch = 2048;
    options.learning_rate = 4e-3;
    options.likelihood_fraction = 0.3;
    options.average = 0.9;
    options.tail_margin = 0;
    options.tail_penalty = tail_penalty;
    options.waste_penalty = waste_penalty;
    train_surrogate(files("data.h5", name), small_flow(), options, cross_section_->fingerprint());
    const std::vector<double> weights = fresh_weights(Surrogate::read(folder_->file(name + ".h5")), 1);
    const auto share = [&](const auto& counts) {
      const auto found = std::count_if(weights.begin(), weights.end(), counts);
      return static_cast<double>(found) / static_cast<double>(weights.size());
    };
    return Tails{share([](double w) { return w > 1.5; }), share([](double w) { return w < 0.5; })};
  };
  const Tails plain = trained("plain", 0, 0);
  const Tails tail = trained("tail", 300, 0), both = trained("both", 300, 10);
  EXPECT_LT(tail.large, 0.5 * plain.large);
  EXPECT_LT(both.wasted, 0.8 * tail.wasted);
}

// float32 on both sides, sums of 128 terms in different orders: 1e-5 in ln q.
TEST_F(Training, InferenceKernelAgreesWithLibTorch) {
  FlowOptions flow;
  const Surrogate surrogate = Surrogate::untrained(make_phase_space(*cross_section_, 200, 1000), 5, flow);
  SurrogateParts parts = surrogate.parts();
  const ShellFlowShape shape = make_shell_flow_shape(flow);
  RandomStream stream(2, StreamPurpose::test, 0);
  // Steps of 0.02 in every weight make densities vary by factors, as training does.
  for (float& weight : parts.parameters[1]) weight += static_cast<float>(0.02 * (2 * stream.uniform() - 1));
  const Surrogate moved = Surrogate::assemble(parts);

  const Dataset dataset = read_dataset(folder_->file("small.h5"));
  const TrainingRows rows = make_training_rows(dataset.shells[1], 0, 2000, parts.phase_space, 1, shape);
  std::vector<double> phi, log_jacobian;
  std::vector<PhasePoint> points;
  const ShellCoordinates coordinates(parts.phase_space, 1);
  for (std::size_t i = 0; i < rows.size; ++i) {
    const ShellDataset& data = dataset.shells[1];
    phi.push_back(6.28 * stream.uniform());
    points.push_back(
        {data.e_nu[i], data.omega[i], data.cos_theta_lepton[i], data.cos_theta_n[i], phi.back()});
    log_jacobian.push_back(coordinates.cube_point(points.back()).log_jacobian);
  }
  const TorchTrainer trainer(shape, rows, rows, short_training(), 1, parts.parameters[1]);
  const std::vector<double> torch = trainer.log_density(rows, phi, parts.parameters[1]);
  const std::vector<double> kernel = moved.log_density(1, points);
  double smallest = 1e9, largest = -1e9;
  for (std::size_t i = 0; i < rows.size; ++i) {
    EXPECT_NEAR(kernel[i] + log_jacobian[i], torch[i], 1e-5) << i;
    smallest = std::min(smallest, torch[i]);
    largest = std::max(largest, torch[i]);
  }
  EXPECT_GT(largest - smallest, 1);  // a flow worth comparing
}

TEST_F(Training, GoesOnAfterAnInterruptionToTheSameBits) {
  const std::string model = cross_section_->fingerprint();
  const TrainingReport whole =
      train_surrogate(files("small.h5", "whole"), small_flow(), short_training(), model);
  ASSERT_TRUE(whole.finished);
  for (std::int64_t stop : {15, 1, 12}) {
    const TrainingReport part =
        train_surrogate(files("small.h5", "parts"), small_flow(), short_training(), model, stop);
    EXPECT_FALSE(part.finished);
    EXPECT_FALSE(std::filesystem::exists(folder_->file("parts.h5")));
  }
  TrainOptions one_worker = short_training();
  one_worker.workers = 1;
  const TrainingReport rest = train_surrogate(files("small.h5", "parts"), small_flow(), one_worker, model);
  ASSERT_TRUE(rest.finished);
  EXPECT_FALSE(std::filesystem::exists(folder_->file("parts.checkpoints")));
  const Surrogate a = Surrogate::read(folder_->file("whole.h5")),
                  b = Surrogate::read(folder_->file("parts.h5"));
  EXPECT_EQ(a.parts().parameters, b.parts().parameters);
  EXPECT_EQ(a.fingerprint(), b.fingerprint());
  ASSERT_EQ(rest.history[0].size(), 4U);
  EXPECT_EQ(rest.history[0].back().ress, whole.history[0].back().ress);
}

// The time of a training is kept beside the surrogate, which two runs share to the bit.
TEST_F(Training, TimeIsRecordedBesideTheSurrogateItBelongsTo) {
  const std::string model = cross_section_->fingerprint();
  const auto before = std::chrono::steady_clock::now();
  train_surrogate(files("small.h5", "timed"), small_flow(), short_training(), model);
  const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  const auto times = read_training_times(folder_->file("timed.h5"));
  ASSERT_TRUE(times);
  EXPECT_GT(times->own.cpu_seconds, 0);
  EXPECT_LT(times->own.wall_seconds, 2 * passed);  // two shells side by side
  std::filesystem::copy(folder_->file("timed.training.json"), folder_->file("other.training.json"));
  write_text_file(folder_->file("other.h5"), "another surrogate");
  EXPECT_FALSE(read_training_times(folder_->file("other.h5")));

  TrainingFiles warm = files("small.h5", "warm");
  warm.start = folder_->file("timed.h5");
  TrainOptions few_steps = short_training();
  few_steps.warm_steps = 5;
  train_surrogate(warm, small_flow(), few_steps, model);
  const auto both = read_training_times(folder_->file("warm.h5"));
  ASSERT_TRUE(both);
  EXPECT_NEAR(both->from_nothing.cpu_seconds, times->own.cpu_seconds + both->own.cpu_seconds, 1e-9);
}

TEST_F(Training, OtherSeedsGiveOtherSurrogatesAndDamagedCheckpointsAreIgnored) {
  const std::string model = cross_section_->fingerprint();
  TrainOptions options = short_training();
  train_surrogate(files("small.h5", "first"), small_flow(), options, model);
  std::filesystem::create_directories(folder_->file("again.checkpoints"));
  write_text_file(folder_->file("again.checkpoints/shell_0.h5"), "not a checkpoint");
  train_surrogate(files("small.h5", "again"), small_flow(), options, model);
  options.seed = 2;
  train_surrogate(files("small.h5", "other"), small_flow(), options, model);
  const std::string first = Surrogate::read(folder_->file("first.h5")).fingerprint();
  EXPECT_EQ(Surrogate::read(folder_->file("again.h5")).fingerprint(), first);
  EXPECT_NE(Surrogate::read(folder_->file("other.h5")).fingerprint(), first);
}

TEST_F(Training, StopsEarlyAtItsTarget) {
  TrainOptions options = short_training();
  options.target_ress = 0.01;  // below what the coordinates alone reach
  const TrainingReport report =
      train_surrogate(files("small.h5", "early"), small_flow(), options, cross_section_->fingerprint());
  EXPECT_TRUE(report.finished);
  EXPECT_EQ(report.history[0].size(), 1U);
}

TEST_F(Training, RefusesDataOfAnotherModel) {
  test::ProxySettings settings;
  settings.dipole_mass = 900;
  EXPECT_THROW(train_surrogate(files("small.h5", "foreign"), small_flow(), short_training(),
                               test::make_proxy_cross_section(settings)->fingerprint()),
               ModelMismatch);
  EXPECT_THROW(train_surrogate(files("absent.h5", "absent"), small_flow(), short_training(),
                               cross_section_->fingerprint()),
               FileError);
}

}  // namespace
}  // namespace nereus
