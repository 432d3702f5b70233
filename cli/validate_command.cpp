// nereus validate: is the surrogate right, and how good is it?

#include <fmt/format.h>

#include <memory>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "cli/event_source.hpp"
#include "generator/flux.hpp"
#include "validation/validate.hpp"

namespace nereus {
namespace {

struct ValidateArguments {
  CommonOptions common;
  std::string surrogate, out;
};

void run_validate(const ValidateArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  const Threads threads = arguments.common.thread_count();
  if (!arguments.surrogate.empty()) settings.generate_inputs.surrogate = arguments.surrogate;
  if (!arguments.out.empty()) require_writable(arguments.out);
  make_flux(settings.validate.flux, settings.validate.e_nu_min_mev, settings.validate.e_nu_max_mev);
  surrogate_path(settings);

  const Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, threads);
  const ValidationReport report =
      validate_surrogate(*physics.cross_section, source.total, source.surrogate, settings.validate, threads);
  fmt::print("{}", report_text(report));
  if (!arguments.out.empty()) {
    write_text_file(arguments.out, report_json(report, make_provenance(settings, physics, source.surrogate)));
  }
  if (!report.passed) {
    throw ModelMismatch("the events do not give back the cross section (see the report above)");
  }
}

}  // namespace

void add_validate_command(CLI::App& program) {
  auto arguments = std::make_shared<ValidateArguments>();
  CLI::App& command = *program.add_subcommand("validate", "RESS per shell, mean weights and closure of a surrogate");
  command.add_option("--surrogate", arguments->surrogate, "surrogate file; wins over the card");
  command.add_option("--out", arguments->out, "the same numbers as JSON");
  add_common_options(command, arguments->common, {}, [arguments] { run_validate(*arguments); });
}

}  // namespace nereus
