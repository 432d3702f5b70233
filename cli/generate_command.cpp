// nereus generate: events with exact weights, unweighted, or of the surrogate alone.

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/event_source.hpp"
#include "cli/model_weights.hpp"
#include "cli/mpi_ranks.hpp"
#include "cli/physics.hpp"
#include "cli/summary_text.hpp"
#include "generator/generate.hpp"
#include "generator/input_checks.hpp"
#include "generator/merge_shards.hpp"

namespace nereus {
namespace {

struct GenerateArguments {
  CommonOptions common;
  std::optional<std::int64_t> events, seed;
  std::optional<double> pot, target_mass_t;
  std::string mode, flux, surrogate, shard = "1/1", out = "events";
  bool allow_foreign = false;
  bool gzip = false;
  bool mpi = false;

  bool to_standard_output() const { return out == "-"; }
};

RunSettings settings_of(const GenerateArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (arguments.events) settings.generate.events = *arguments.events;
  if (arguments.seed) settings.generate.seed = *arguments.seed;
  if (arguments.pot) settings.exposure.pot = *arguments.pot;
  if (arguments.target_mass_t) settings.exposure.target_mass_t = *arguments.target_mass_t;
  if (!arguments.mode.empty()) settings.generate.mode = arguments.mode;
  if (!arguments.flux.empty()) settings.generate.flux = arguments.flux;
  if (!arguments.surrogate.empty()) settings.generate_inputs.surrogate = arguments.surrogate;
  if (arguments.allow_foreign) settings.generate_inputs.allow_foreign_surrogate = true;
  if (arguments.gzip) settings.generate.hepmc3_gz = true;
  return settings;
}

/// What is cheap to check comes before any work. \return the flux
Flux checked_flux(const RunSettings& settings) {
  check_options(settings.generate, settings.variations.list.size());
  const Probe probe = make_probe(settings.probe, settings.constants);
  struck_by_neutrinos(probe, "no events");
  Flux flux =
      make_flux(settings.generate.flux, settings.generate.e_nu_min_mev, settings.generate.e_nu_max_mev);
  check_flavour(flux, probe);
  if (settings.exposure.is_asked()) check_exposure(flux, settings.exposure);
  surrogate_path(settings);
  return flux;
}

void run_generate(const GenerateArguments& arguments) {
  const RunSettings settings = settings_of(arguments);
  const Threads threads = arguments.common.thread_count();
  const Shard shard = parse_shard(arguments.shard);
  if (!arguments.to_standard_output()) {
    require_writable(arguments.out + ".h5");
  } else if (!shard.is_whole()) {
    throw InputError("a shard cannot go to standard output (merge needs its file); give --out PREFIX");
  }
  const Flux flux = checked_flux(settings);
  Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, threads);
  const bool evaluates = generation_mode(settings.generate) != GenerationMode::emulate;
  if (evaluates) use_evaluator(physics, settings, threads);
  const GenerationInputs inputs{*physics.cross_section,
                                source.total,
                                source.surrogate,
                                flux,
                                make_provenance(settings, physics, source.surrogate),
                                make_model_weights(settings, physics, threads),
                                settings.exposure,
                                settings.variations.covariance_draws};
  if (arguments.to_standard_output()) {
    auto out = OutputStream::to_standard_output(settings.generate.hepmc3_gz);
    fmt::print(stderr, "{}", summary_text(stream_events(inputs, settings.generate, std::move(out), threads)));
  } else {
    fmt::print("{}", summary_text(generate_events(inputs, settings.generate, arguments.out, threads, shard)));
  }
  if (evaluates) {
    fmt::print(arguments.to_standard_output() ? stderr : stdout, "{}",
               evaluator_text(*physics.cross_section));
  }
}

/// Every rank makes its shard, the first one joins them.
void run_generate_on_ranks(const GenerateArguments& arguments) {
  if (arguments.to_standard_output()) {
    throw InputError(
        "the ranks of an MPI run cannot share standard output (merge needs files); give --out PREFIX");
  }
  run_on_ranks(
      [&](const Shard& part) {
        GenerateArguments own = arguments;
        own.shard = part.text();
        run_generate(own);
      },
      [&](const std::vector<Shard>& parts) {
        if (parts.size() == 1) return;
        std::vector<std::string> files;
        for (const Shard& part : parts) files.push_back(shard_prefix(arguments.out, part) + ".h5");
        fmt::print("{}", summary_text(merge_shards(files, arguments.out)));
      });
}

}  // namespace

void add_generate_command(CLI::App& program) {
  auto arguments = std::make_shared<GenerateArguments>();
  CLI::App& command =
      *program.add_subcommand("generate", "Events: PREFIX.h5, PREFIX.hepmc3 and PREFIX.manifest.json");
  command.add_option("--events", arguments->events, "number of events; wins over the card")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40));
  command.add_option("--seed", arguments->seed, "of the random numbers; wins over the card")
      ->check(CLI::Range(std::int64_t{0}, (std::int64_t{1} << 53) - 1));
  command.add_option("--mode", arguments->mode,
                     "weighted, unweighted, emulate or baseline; wins over the card");
  command.add_option("--flux", arguments->flux,
                     "flat, mono:600, a shipped flux or a CSV file; wins over the card");
  command.add_option("--surrogate", arguments->surrogate, "surrogate file; wins over the card");
  command.add_flag("--allow-foreign-surrogate", arguments->allow_foreign,
                   "a surrogate of another model may propose: weights stay exact, and scatter more");
  command.add_option("--out", arguments->out, "PREFIX of the files; '-': NuHepMC on standard output")
      ->capture_default_str();
  command.add_flag("--gzip", arguments->gzip, "compress NuHepMC: PREFIX.hepmc3.gz");
  CLI::Option* shard = command.add_option(
      "--shard", arguments->shard,
      "'2/4': the second of four parts of the run, as PREFIX.shard2of4.h5 for `nereus merge`");
  command
      .add_flag(
          "--mpi", arguments->mpi,
          "started by mpirun: every rank makes a shard, the first one merges them (needs a build with MPI)")
      ->excludes(shard);
  command
      .add_option("--pot", arguments->pot, "protons on target: with a mass, how many interactions they make")
      ->check(CLI::PositiveNumber);
  command.add_option("--target-mass-t", arguments->target_mass_t, "mass of the target nuclei, in tonnes")
      ->check(CLI::PositiveNumber);
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] {
    if (arguments->mpi) {
      run_generate_on_ranks(*arguments);
    } else {
      run_generate(*arguments);
    }
  });
}

}  // namespace nereus
