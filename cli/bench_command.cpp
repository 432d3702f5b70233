// nereus bench: how fast the pieces are.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>

#include "base/core_clock.hpp"
#include "base/error.hpp"
#include "cli/bench_flow.hpp"
#include "cli/bench_generate.hpp"
#include "cli/bench_points.hpp"
#include "cli/bench_tables.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

struct BenchArguments {
  CommonOptions common;
  std::string what, surrogate;
  std::size_t points = 2000;
  std::int64_t events = 100000;
};

constexpr double accuracy_of_the_promise = 1e-4;  ///< 2 ms per point at most is promised at this accuracy
constexpr std::size_t directions = 64;            ///< at one (omega, q)
constexpr std::size_t momenta = 32;               ///< at one omega
constexpr int repeats_of_the_list = 3;            ///< for the scaling with threads

/// Time per call [us].
struct Timing {
  double median = 0, mean = 0, percentile_90 = 0;
};

/// Time of the calling thread's core alone, which other work on the machine does not stretch; or of the clock
/// on the wall, for what runs on several threads.
enum class Clock { core, wall };

double seconds(Clock clock) {
  if (clock == Clock::core) return core_seconds();
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Keeps Google Benchmark's results, by name, instead of printing them.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      timings[run.run_name.function_name] = {run.counters.at("median"), run.counters.at("mean"),
                                             run.counters.at("90%")};
    }
  }
  std::map<std::string, Timing> timings;
};

/// Times work(i), i = 0 ... calls - 1, each call alone.
void add_timing(const std::string& name, std::size_t calls, std::function<void(std::size_t)> work,
                Clock clock = Clock::core) {
  const auto run = [work = std::move(work), clock](benchmark::State& state) {
    std::vector<double> times;
    for (auto iteration : state) {
      static_cast<void>(iteration);
      const double begin = seconds(clock);
      work(times.size());
      const double elapsed = seconds(clock) - begin;
      state.SetIterationTime(elapsed);
      times.push_back(1e6 * elapsed);
    }
    std::sort(times.begin(), times.end());
    double sum = 0;
    for (const double time : times) sum += time;
    const std::size_t n = times.size();
    state.counters["median"] = times[n / 2];
    state.counters["mean"] = sum / static_cast<double>(n);
    state.counters["90%"] = times[std::min(n - 1, n * 9 / 10)];
  };
  benchmark::RegisterBenchmark(name.c_str(), run)
      ->UseManualTime()
      ->Iterations(static_cast<benchmark::IterationCount>(calls));
}

/// What the stages of one point hand on.
struct PointStages {
  const ShellTransition* transition = nullptr;
  const TransitionGeometry* geometry = nullptr;
  double kinetic_energy = 0, q = 0, cos_theta_n = 0;
  ContinuumWaves waves;
  ReducedAmplitudes amplitudes;
};

/// The direct evaluator at one accuracy, taken apart.
class StageBench {
 public:
  StageBench(const RunSettings& settings, const Physics& physics, const BenchPoints& list)
      : list_(list),
        evaluator_(
            make_direct_cross_section(physics.field, physics.probe, settings.model, settings.constants)),
        responses_(physics.field, physics.probe, settings.model, settings.constants),
        hbar_c_(settings.constants.hbar_c) {
    for (std::size_t i = 0; i < list.points.size(); ++i) {
      const PhasePoint& point = list.points[i];
      const auto lepton =
          lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, physics.probe.lepton_mass);
      PointStages stages;
      stages.transition = &responses_.transition(list.shell[i]);
      stages.kinetic_energy =
          point.omega - point.missing_energy.value_or(evaluator_->removal_energy(list.shell[i]));
      stages.q = lepton->transfer.q;
      stages.cos_theta_n = point.cos_theta_n;
      stages_.push_back(std::move(stages));
    }
  }

  std::map<std::string, Timing> run() {
    const std::size_t n = list_.points.size();
    // The first evaluations set up the angular momentum algebra once and for all.
    evaluator_->azimuthal_terms(list_.shell, list_.points, Threads{1});
    add_timing("point", n, [this](std::size_t i) {
      benchmark::DoNotOptimize(evaluator_->azimuthal_terms(list_.shell[i], list_.points[i]));
    });
    // Nothing timed is kept: fresh memory for every point would cost what the evaluator does not pay.
    prepare_stages();
    add_timing("waves", n, [this](std::size_t i) {
      const PointStages& at = stages_[i];
      benchmark::DoNotOptimize(at.transition->channel().continuum.solve(at.kinetic_energy, at.q));
    });
    add_timing("integrals", n, [this](std::size_t i) { benchmark::DoNotOptimize(integrals(stages_[i])); });
    add_timing("angles", n, [this](std::size_t i) {
      const PointStages& at = stages_[i];
      benchmark::DoNotOptimize(sum_partial_waves(at.amplitudes, *at.geometry, at.waves, {at.cos_theta_n}));
    });
    for (const int threads : {1, 2}) {
      add_timing(
          fmt::format("{} threads", threads), repeats_of_the_list,
          [this, threads](std::size_t) {
            evaluator_->azimuthal_terms(list_.shell, list_.points, Threads{threads});
          },
          Clock::wall);
    }
    add_timing("directions", std::min<std::size_t>(n, 100), [this](std::size_t i) { share_waves(i); });
    add_timing("momenta", std::min<std::size_t>(n, 100), [this](std::size_t i) { share_omega(i); });
    Collector collector;
    benchmark::RunSpecifiedBenchmarks(&collector);
    benchmark::ClearRegisteredBenchmarks();
    return collector.timings;
  }

 private:
  ReducedAmplitudes integrals(const PointStages& at) const {
    const MeanField& field = at.transition->channel().field;
    return reduced_amplitudes(field, field.orbital(at.transition->shell()), *at.geometry, at.waves, at.q,
                              hbar_c_);
  }

  /// What each stage starts from.
  void prepare_stages() {
    int l_max = 0;
    for (PointStages& at : stages_) {
      at.waves = at.transition->channel().continuum.solve(at.kinetic_energy, at.q);
      l_max = std::max(l_max, at.waves.l_max);
    }
    for (const Shell& shell : responses_.shells())
      geometries_.push_back(std::make_unique<TransitionGeometry>(shell, l_max, hbar_c_, false));
    for (std::size_t i = 0; i < stages_.size(); ++i) {
      stages_[i].geometry = geometries_[list_.shell[i]].get();
      stages_[i].amplitudes = integrals(stages_[i]);
    }
  }

  /// One lepton, many directions of the nucleon.
  void share_waves(std::size_t i) const {
    std::vector<PhasePoint> points(directions, list_.points[i]);
    for (std::size_t j = 0; j < directions; ++j) points[j].cos_theta_n = 1 - (2.0 * j + 1) / directions;
    evaluator_->azimuthal_terms(std::vector<std::size_t>(directions, list_.shell[i]), points, Threads{1});
  }

  /// One omega, many q around the point's: responses, as the tables need them.
  void share_omega(std::size_t i) const {
    std::vector<double> q(momenta);
    for (std::size_t j = 0; j < momenta; ++j) q[j] = stages_[i].q * (0.7 + 0.6 * j / momenta);
    benchmark::DoNotOptimize(stages_[i].transition->operator_responses(stages_[i].kinetic_energy, q));
  }

  const BenchPoints& list_;
  std::unique_ptr<CrossSection> evaluator_;
  InclusiveResponses responses_;
  double hbar_c_;
  std::vector<PointStages> stages_;
  std::vector<std::unique_ptr<TransitionGeometry>> geometries_;
};

void print(double accuracy, const std::map<std::string, Timing>& timings) {
  const auto line = [](const std::string& name, const Timing& t) {
    fmt::print("  {:<40}{:>9.0f}{:>9.0f}{:>9.0f}\n", name, t.median, t.mean, t.percentile_90);
  };
  const Timing &point = timings.at("point"), &waves = timings.at("waves"),
               &integrals = timings.at("integrals"), &angles = timings.at("angles");
  fmt::print("accuracy {:.0e}, one core [us per point]    median     mean     90 %\n", accuracy);
  line("whole point", point);
  line("  waves", waves);
  line("  radial integrals", integrals);
  line("  sum over partial waves", angles);
  fmt::print("  {:<40}{:>18.0f}\n", "  rest", point.mean - waves.mean - integrals.mean - angles.mean);
  line(fmt::format("one direction of {} at one (omega, q)", directions),
       {timings.at("directions").median / directions, timings.at("directions").mean / directions,
        timings.at("directions").percentile_90 / directions});
  line(fmt::format("one q of {} at one omega (responses)", momenta),
       {timings.at("momenta").median / momenta, timings.at("momenta").mean / momenta,
        timings.at("momenta").percentile_90 / momenta});
  fmt::print("  two threads are {:.2f} times as fast as one\n",
             timings.at("1 threads").median / timings.at("2 threads").median);
}

void run_bench_xsec(const BenchArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (settings.model.final_state != "distorted") {
    throw InputError("bench xsec times distorted waves alone (final_state = '" + settings.model.final_state +
                     "'); leave model.final_state out");
  }
  const Physics physics = make_physics(settings);
  const BenchPoints points =
      draw_bench_points(settings, physics, arguments.points, arguments.common.thread_count());
  fmt::print("{} points of {}, {}, drawn from d4sigma at flat E_nu\n", points.points.size(),
             physics.field.nucleus.name(), settings.probe.particle);
  std::vector<double> accuracies = {accuracy_of_the_promise};
  if (settings.model.accuracy != accuracy_of_the_promise) accuracies.push_back(settings.model.accuracy);
  double direct_us = 0;
  for (const double accuracy : accuracies) {
    settings.model.accuracy = accuracy;
    const auto timings = StageBench(settings, physics, points).run();
    print(accuracy, timings);
    direct_us = timings.at("point").mean;
  }
  if (settings.evaluator.kind == "tabulated")
    bench_tables(settings, physics, direct_us, arguments.common.thread_count());
}

}  // namespace

void add_bench_command(CLI::App& program) {
  auto arguments = std::make_shared<BenchArguments>();
  CLI::App& command = *program.add_subcommand("bench", "How fast it is, and where the time goes");
  command.add_option("--points", arguments->points, "number of points")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 24))
      ->capture_default_str();
  command.add_option("--events", arguments->events, "generate: number of events")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 30))
      ->capture_default_str();
  command.add_option("--surrogate", arguments->surrogate,
                     "flow: a file; without it, random weights in the architecture of the card");
  command
      .add_option(
          "what", arguments->what,
          "what to time: xsec (the cross section: direct evaluator, tables, unbiased samples), flow (a "
          "proposal), generate (an event, by mode and output)")
      ->required()
      ->check(CLI::IsMember({"xsec", "flow", "generate"}));
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] {
    if (arguments->what == "xsec") {
      run_bench_xsec(*arguments);
    } else if (arguments->what == "generate") {
      run_bench_generate(arguments->common.settings(), arguments->events, arguments->common.thread_count());
    } else {
      run_bench_flow(arguments->common.settings(), arguments->surrogate, arguments->points);
    }
  });
}

}  // namespace nereus
