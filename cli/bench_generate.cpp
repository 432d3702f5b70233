#include "cli/bench_generate.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <string>

#include "cli/event_source.hpp"
#include "generator/generate.hpp"

namespace nereus {
namespace {

namespace fs = std::filesystem;

constexpr int repeats = 3;  ///< the fastest counts: other work on the machine only slows down

/// Where the events go.
enum class Output { none, hdf5, hdf5_and_nuhepmc };

/// Time [s]: of all cores that the process uses, and of the clock on the wall.
struct Elapsed {
  double core = 0, wall = 0;
};

Elapsed now() {
  timespec core{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &core);
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {static_cast<double>(core.tv_sec) + 1e-9 * static_cast<double>(core.tv_nsec),
          std::chrono::duration<double>(wall).count()};
}

/// The fastest of some runs of `work`, core and wall each for itself.
template <class Work>
Elapsed fastest(const Work& work) {
  Elapsed best{1e9, 1e9};
  for (int i = 0; i < repeats; ++i) {
    const Elapsed begin = now();
    work();
    const Elapsed end = now();
    best = {std::min(best.core, end.core - begin.core), std::min(best.wall, end.wall - begin.wall)};
  }
  return best;
}

/// A folder of this process among the temporary files, removed at the end.
class ScratchFolder {
 public:
  ScratchFolder() : path_(fs::temp_directory_path() / fmt::format("nereus_bench_{}", getpid())) {
    fs::create_directory(path_);
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string prefix() const { return (path_ / "events").string(); }

 private:
  fs::path path_;
};

/// The events of a run, kept nowhere.
void draw_all(const GenerationInputs& inputs, const GenerateOptions& options, Threads threads) {
  const Generation generation(inputs, options, {}, "", threads);
  for (std::int64_t block = 0; block < generation.plan().blocks(); ++block) generation.block(block);
}

/// Time per event [us], without what a run needs before its first event.
Elapsed time_per_event(const GenerationInputs& inputs, GenerateOptions options, Output output,
                       Threads threads) {
  options.hepmc3 = output == Output::hdf5_and_nuhepmc;
  const ScratchFolder folder;
  const Elapsed start = fastest([&] { Generation(inputs, options, {}, "", threads); });
  const Elapsed whole = fastest([&] {
    if (output == Output::none) {
      draw_all(inputs, options, threads);
    } else {
      generate_events(inputs, options, folder.prefix(), threads);
    }
  });
  const double us = 1e6 / static_cast<double>(options.events);
  return {us * (whole.core - start.core), us * (whole.wall - start.wall)};
}

void print_mode(const GenerationInputs& inputs, const GenerateOptions& options, Threads threads) {
  const Output outputs[] = {Output::none, Output::hdf5, Output::hdf5_and_nuhepmc};
  std::string line = fmt::format("  {:<12}{:>8}", options.mode, threads.count);
  for (const Output output : outputs) {
    const Elapsed each = time_per_event(inputs, options, output, threads);
    line += fmt::format("{:>14.2f}{:>8.2f}", each.core, each.wall);
  }
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

}  // namespace

void run_bench_generate(const RunSettings& settings, std::int64_t events, Threads threads) {
  Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, threads);
  use_evaluator(physics, settings, threads);
  GenerateOptions options = settings.generate;
  options.events = events;
  options.hepmc3_gz = false;
  const Flux flux = make_flux(options.flux, options.e_nu_min_mev, options.e_nu_max_mev);
  const GenerationInputs inputs{*physics.cross_section, source.total, source.surrogate, flux,
                                make_provenance(settings, physics, source.surrogate)};
  spdlog::set_level(spdlog::level::warn);  // the same notices for every run
  fmt::print("{} events of {}, {}, flux {}, {}; fastest of {}\n", events, physics.field.nucleus.name(),
             settings.probe.particle, flux.name, physics.cross_section->evaluator(), repeats);
  fmt::print("  {:<12}{:>8}{:>22}{:>22}{:>22}\n", "[us]", "threads", "in memory", "HDF5", "HDF5 + NuHepMC");
  fmt::print("  {:<20}{:>14}{:>8}{:>14}{:>8}{:>14}{:>8}\n", "", "core", "wall", "core", "wall", "core",
             "wall");
  for (const char* mode : {"emulate", "weighted", "unweighted", "baseline"}) {
    options.mode = mode;
    for (const int count : {1, 2}) print_mode(inputs, options, Threads{count});
  }
}

}  // namespace nereus
