#include "cli/bench_tables.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/core_clock.hpp"
#include "cli/summary_text.hpp"
#include "cli/unbiased_sampling.hpp"

namespace nereus {
namespace {

constexpr std::size_t table_points = 400000;  ///< drawn from d4sigma
constexpr std::size_t trials = 1000000;       ///< of each way of sampling
constexpr int repeats = 7;
/// El Baz et al. (2025): unbiased samples a day, on a CPU.
constexpr double published_per_day = 0.53e6;

/// Median over some repeats of the time per point [us], by the clock that `seconds` reads.
template <class Clock, class Work>
double median_us(std::size_t points, Clock seconds, Work work) {
  std::vector<double> times;
  for (int i = 0; i < repeats; ++i) {
    const double begin = seconds();
    work();
    times.push_back(1e6 * (seconds() - begin) / static_cast<double>(points));
  }
  std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
  return times[repeats / 2];
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void bench_tables(const RunSettings& settings, const Physics& direct, double direct_us, Threads threads) {
  Physics physics{direct.field, direct.probe, nullptr};
  use_evaluator(physics, settings, threads);
  const BenchPoints points = draw_bench_points(settings, physics, table_points, threads);
  const auto evaluate = [&](std::size_t first, std::size_t count, Threads how_many) {
    const auto begin = static_cast<std::ptrdiff_t>(first), end = static_cast<std::ptrdiff_t>(first + count);
    benchmark::DoNotOptimize(physics.cross_section->azimuthal_terms(
        {points.shell.begin() + begin, points.shell.begin() + end},
        {points.points.begin() + begin, points.points.begin() + end}, how_many));
  };
  fmt::print("\n{}", evaluator_text(*physics.cross_section));
  fmt::print("tabulated, one core [us per point]\n");
  double best = 0;
  for (const std::size_t batch : {table_points, std::size_t{65536}, std::size_t{4096}, std::size_t{256}}) {
    const double us = median_us(table_points, core_seconds, [&] {
      for (std::size_t first = 0; first < table_points; first += batch)
        evaluate(first, std::min(batch, table_points - first), {1});
    });
    if (best == 0) best = us;
    fmt::print("  {:<40}{:>18.2f}\n", fmt::format("in lists of {}", batch), us);
  }
  fmt::print("  direct / tabulated                      {:>18.0f}\n", direct_us / best);
  const double one = median_us(table_points, wall_seconds, [&] { evaluate(0, table_points, {1}); });
  const double two = median_us(table_points, wall_seconds, [&] { evaluate(0, table_points, {2}); });
  fmt::print("  two threads are {:.2f} times as fast as one\n", one / two);

  fmt::print("\nunbiased samples per day and core (cap at the 99.99 % quantile), flat flux\n");
  fmt::print("  {:<22}{:>12}{:>14}{:>18}\n", "", "acceptance", "us per trial", "million per day");
  for (const SamplingMethod& method : time_unbiased_sampling(settings, physics, trials, threads)) {
    fmt::print("  {:<22}{:>10.3f} %{:>14.2f}{:>18.2f}\n", method.name, 100 * method.acceptance,
               method.us_per_trial, 1e-6 * method.samples_per_day());
  }
  fmt::print("  {:<22}{:>12}{:>14}{:>18.2f}  (their truth takes 0.1 s a point)\n", "published (2025)", "", "",
             1e-6 * published_per_day);
}

}  // namespace nereus
