// nereus validate: is the surrogate right, and how good is it?

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/event_source.hpp"
#include "cli/physics.hpp"
#include "cli/summary_text.hpp"
#include "cli/validation_page.hpp"
#include "generator/flux.hpp"
#include "validation/event_file_check.hpp"
#include "validation/validate.hpp"

namespace nereus {
namespace {

struct ValidateArguments {
  CommonOptions common;
  std::vector<std::string> surrogates;
  std::string events, out;
  bool quick = false, allow_foreign = false;

  bool out_is_json() const { return std::filesystem::path(out).extension() == ".json"; }
  bool asks_for_page() const { return !out.empty() && !out_is_json(); }
};

RunSettings settings_of(const ValidateArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (arguments.allow_foreign) settings.generate_inputs.allow_foreign_surrogate = true;
  return settings;
}

void require_closure(bool passed) {
  if (!passed) throw ModelMismatch("the events do not give back the cross section (see the report above)");
}

/// A file of events carries all that its closure needs.
void check_file(const std::string& path) {
  const EventFileCheck check = check_event_file(path);
  const Closure& closure = check.closure;
  fmt::print("{}: {} events, RESS {:.3f} %, largest weight {:.3f}\n", path, check.weights.samples,
             100 * check.weights.ress, check.weights.max_weight);
  fmt::print("flux-averaged cross section per nucleus [1e-38 cm2]\n  quadrature  {:.6f}\n",
             closure.sigma_quadrature * fm2_in_1e38_cm2);
  fmt::print("  events      {:.6f} +- {:.6f}  ({:+.2f} standard errors)\n",
             closure.sigma_events * fm2_in_1e38_cm2, closure.sigma_events_error * fm2_in_1e38_cm2,
             closure.deviation);
  require_closure(closure.passed);
}

void run_validate(const ValidateArguments& arguments) {
  RunSettings settings = settings_of(arguments);
  const Threads threads = arguments.common.thread_count();
  if (arguments.surrogates.size() > 1)
    throw InputError("several surrogates are compared on a page only; give --out DIR, a folder");
  if (arguments.quick) throw InputError("--quick belongs to the page; give --out DIR, a folder");
  if (!arguments.surrogates.empty()) settings.generate_inputs.surrogate = arguments.surrogates.front();
  if (!arguments.out.empty()) require_writable(arguments.out);
  make_flux(settings.validate.flux, settings.validate.e_nu_min_mev, settings.validate.e_nu_max_mev);
  surrogate_path(settings);

  Physics physics = make_physics(settings);
  const EventSource source = open_event_source(settings, physics, threads);
  settings.validate.quasi_bound_mev = quasi_bound_energies(physics, settings);
  use_evaluator(physics, settings, threads);
  const ValidationReport report =
      validate_surrogate(*physics.cross_section, source.total, source.surrogate, settings.validate, threads);
  fmt::print("{}{}", report_text(report), evaluator_text(*physics.cross_section));
  if (!arguments.out.empty()) {
    write_text_file(arguments.out, report_json(report, make_provenance(settings, physics, source.surrogate)));
  }
  require_closure(report.passed);
}

/// What to type to get the same page.
std::string command_line(const ValidateArguments& arguments) {
  std::string text = "nereus validate";
  if (!arguments.common.card.empty()) text += " --card " + arguments.common.card;
  for (const std::string& surrogate : arguments.surrogates) text += " --surrogate " + surrogate;
  for (const std::string& assignment : arguments.common.overwrites) text += " --set '" + assignment + "'";
  if (arguments.allow_foreign) text += " --allow-foreign-surrogate";
  if (!arguments.common.evaluator.empty()) text += " --evaluator " + arguments.common.evaluator;
  return text + (arguments.quick ? " --quick" : "") + " --out " + arguments.out;
}

void validate(const ValidateArguments& arguments) {
  if (!arguments.events.empty()) {
    arguments.common.settings();  // mistakes in a card are refused, whatever it is used for
    check_file(arguments.events);
  } else if (arguments.asks_for_page()) {
    make_validation_page(settings_of(arguments),
                         {arguments.surrogates, arguments.out, command_line(arguments), arguments.quick},
                         arguments.common.thread_count());
  } else {
    run_validate(arguments);
  }
}

}  // namespace

void add_validate_command(CLI::App& program) {
  auto arguments = std::make_shared<ValidateArguments>();
  CLI::App& command = *program.add_subcommand(
      "validate",
      "RESS per shell, mean weights and closure of a surrogate; with --out DIR a page of everything");
  command.add_option("--surrogate", arguments->surrogates,
                     "surrogate file; wins over the card; several are compared on the page of --out DIR");
  command.add_flag("--allow-foreign-surrogate", arguments->allow_foreign,
                   "measure it even if it was trained for another model");
  command.add_option("--out", arguments->out,
                     "FILE.json: the same numbers; a folder: validation.h5 and the page validation.html, "
                     "exit code 1 if a limit is missed");
  command.add_flag("--quick", arguments->quick, "smaller samples for the page: about a minute");
  command.add_option("--events", arguments->events,
                     "closure of this file of events (PREFIX.h5) instead of fresh ones");
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] { validate(*arguments); });
}

}  // namespace nereus
