// nereus generate: exactly weighted events.

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/event_source.hpp"
#include "cli/physics.hpp"
#include "cli/summary_text.hpp"
#include "generator/generate.hpp"

namespace nereus {
namespace {

struct GenerateArguments {
  CommonOptions common;
  std::optional<std::int64_t> events, seed;
  std::string flux, surrogate, out = "events";
};

RunSettings settings_of(const GenerateArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (arguments.events) settings.generate.events = *arguments.events;
  if (arguments.seed) settings.generate.seed = *arguments.seed;
  if (!arguments.flux.empty()) settings.generate.flux = arguments.flux;
  if (!arguments.surrogate.empty()) settings.generate_inputs.surrogate = arguments.surrogate;
  return settings;
}

void run_generate(const GenerateArguments& arguments) {
  const RunSettings settings = settings_of(arguments);
  const Threads threads = arguments.common.thread_count();
  // What is cheap to check comes first.
  require_writable(arguments.out + ".h5");
  generation_mode(settings.generate);
  const Flux flux =
      make_flux(settings.generate.flux, settings.generate.e_nu_min_mev, settings.generate.e_nu_max_mev);
  surrogate_path(settings);

  Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, threads);
  use_evaluator(physics, settings, threads);
  const GenerationSummary summary =
      generate_events(*physics.cross_section, source.total, source.surrogate, flux, settings.generate,
                      make_provenance(settings, physics, source.surrogate), arguments.out, threads);
  fmt::print("{}{}", summary_text(summary, flux), evaluator_text(*physics.cross_section));
}

}  // namespace

void add_generate_command(CLI::App& program) {
  auto arguments = std::make_shared<GenerateArguments>();
  CLI::App& command =
      *program.add_subcommand("generate", "Exactly weighted events: PREFIX.h5 and PREFIX.hepmc3");
  command.add_option("--events", arguments->events, "number of events; wins over the card")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40));
  command.add_option("--seed", arguments->seed, "of the random numbers; wins over the card")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  command.add_option("--flux", arguments->flux,
                     "flat, mono:600, a shipped flux or a CSV file; wins over the card");
  command.add_option("--surrogate", arguments->surrogate, "surrogate file; wins over the card");
  command.add_option("--out", arguments->out, "PREFIX of the files")->capture_default_str();
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] { run_generate(*arguments); });
}

}  // namespace nereus
