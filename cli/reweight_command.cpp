// nereus reweight: events with one more weight, of another model.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "cli/read_variations.hpp"
#include "cli/summary_text.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/reweight_events.hpp"
#include "generator/reweighting.hpp"

namespace nereus {
namespace {

struct ReweightArguments {
  CommonOptions common;
  std::string events, name, out;
  bool hepmc3 = false, no_hepmc3 = false;
  bool accept_poor = false;
};

/// events.h5 and MA_1100 -> events.MA_1100
std::string output_prefix(const ReweightArguments& arguments) {
  const std::string prefix =
      !arguments.out.empty()
          ? arguments.out
          : std::filesystem::path(arguments.events).replace_extension().string() + "." + arguments.name;
  std::error_code ignored;
  if (std::filesystem::equivalent(prefix + ".h5", arguments.events, ignored)) {
    throw InputError(fmt::format(
        "'{}.h5' is the file of the events itself (it is never changed); give another --out", prefix));
  }
  require_writable(prefix + ".h5");
  return prefix;
}

/// The new model: without a card it is that of the events with `--set` over it.
RunSettings varied_settings(const ReweightArguments& arguments, const RunHeader& header,
                            const std::string& name) {
  RunSettings settings = read_settings_text(header.provenance.card, name, arguments.common.overwrites);
  if (!arguments.common.evaluator.empty()) settings.evaluator.kind = arguments.common.evaluator;
  return settings;
}

/// A card that asks for neutrinos which the events do not have means something that a weight cannot give.
/// What it leaves at the default it does not ask for.
void check_same_neutrinos(const GenerateOptions& asked, const GenerateOptions& own, const RunHeader& header) {
  const GenerateOptions defaults;
  const auto asks = [&](auto GenerateOptions::*key) {
    return asked.*key != defaults.*key && asked.*key != own.*key;
  };
  const bool cuts = (asks(&GenerateOptions::e_nu_min_mev) && asked.e_nu_min_mev > header.e_nu_min) ||
                    (asks(&GenerateOptions::e_nu_max_mev) && asked.e_nu_max_mev < header.e_nu_max);
  if (!cuts && !asks(&GenerateOptions::flux)) return;
  throw ModelMismatch(fmt::format(
      "the card asks for flux {} from {:g} to {:g} MeV, the events are of {} from {:g} to {:g} MeV (a weight "
      "changes the model, not the neutrinos); take flux and range out of [generate], or generate such events",
      asked.flux, asked.e_nu_min_mev, asked.e_nu_max_mev, header.flux.flux.name, header.e_nu_min,
      header.e_nu_max));
}

/// Refuses a model that has cross section where the events are not.
void check_support(const ModelSupport& drawn, const Physics& wanted, const RunSettings& settings,
                   const ReweightArguments& arguments) {
  const std::string missing =
      missing_support(drawn, support_of(*wanted.cross_section, settings.model.q_max()));
  if (missing.empty()) return;
  throw ModelMismatch(fmt::format("{} cannot stand for the model of weight '{}' ({})", arguments.events,
                                  arguments.name, missing));
}

/// sigma of the new model, averaged over the flux of the events [1e-38 cm^2].
double averaged_sigma(const Physics& physics, const RunSettings& settings, const RunHeader& header,
                      Threads threads) {
  const Flux& flux = header.flux.flux;
  const double room = flux.is_mono() ? 1 : 0;  // MeV: there is no table of one energy
  const auto total =
      TotalCrossSection::compute(physics.field, physics.probe, settings.model, settings.constants,
                                 flux.edges.front() - room, flux.edges.back() + room, threads);
  return fm2_in_1e38_cm2 * EnergySampler(flux, total).flux_averaged_sigma();
}

std::string report_text(const ReweightSummary& summary, const WeightVariation& weight) {
  std::string text = fmt::format("weight '{}' of {} events\n", weight.name, summary.run.events);
  text += fmt::format("flux-averaged cross section of its model per nucleus [1e-38 cm2]\n");
  text += fmt::format("  quadrature         {:.6f}\n", summary.sigma_flux);
  text += fmt::format("  reweighted events  {:.6f} +- {:.6f}  ({:+.2f} standard errors)\n", summary.sigma,
                      summary.error, summary.deviation());
  text +=
      fmt::format("effective events: {:.3f} % of those of CV (RESS {:.3f} %), largest ratio {:.3f}\n",
                  100 * summary.effective_share, 100 * summary.run.weights.back().ress, summary.max_ratio);
  if (!summary.run.weights.back().differs) {
    text += "NOTE: no weight differs from CV: the model of the weight is that of the events\n";
  }
  if (!summary.complaint.empty()) text += fmt::format("WARNING: poor weights: {}\n", summary.complaint);
  return text;
}

void run_reweight(const ReweightArguments& arguments) {
  const Threads threads = arguments.common.thread_count();
  RunSettings settings = arguments.common.settings();  // mistakes are refused before a large file is read
  const EventFileReader events(arguments.events);
  const RunHeader& header = events.header();
  check_reweightable(events, arguments.name);
  const std::string prefix = output_prefix(arguments);
  const std::string own_card = fmt::format("card in '{}'", arguments.events);
  const RunSettings original = read_settings_text(header.provenance.card, own_card);
  if (arguments.common.card.empty()) settings = varied_settings(arguments, header, own_card);
  check_same_neutrinos(settings.generate, original.generate, header);

  Physics physics = make_physics(settings);
  const LineShape shape = parse_line_shape(original.model.missing_energy.line_shape);
  const ModelSupport drawn = support_of(header, shape, original.model.q_max());
  check_support(drawn, physics, settings, arguments);
  const double sigma_flux = averaged_sigma(physics, settings, header, threads);
  use_evaluator(physics, settings, threads);
  const std::shared_ptr<const CrossSection> wanted = std::move(physics.cross_section);
  const std::string difference = model_difference(model_of(original), model_of(settings));
  const bool hepmc3 = arguments.hepmc3 || (original.generate.hepmc3 && !arguments.no_hepmc3);
  const OutputFormats formats{hepmc3, original.generate.hepmc3_gz};
  const ReweightInputs inputs{events, make_weight(arguments.name, drawn, wanted, difference), sigma_flux,
                              formats, arguments.accept_poor};
  const ReweightSummary summary = reweight_events(inputs, prefix, threads);
  fmt::print("{}{}{}", summary_text(summary.run), report_text(summary, inputs.weight),
             evaluator_text(*wanted));
}

}  // namespace

void add_reweight_command(CLI::App& program) {
  auto arguments = std::make_shared<ReweightArguments>();
  CLI::App& command = *program.add_subcommand(
      "reweight",
      "Events with one more weight, of the model of --card or of the events' own model with --set over it");
  command.add_option("events", arguments->events, "PREFIX.h5; it is not changed")->required();
  command.add_option("--name", arguments->name, "of the new weight: letters, digits and _ . + -")->required();
  command.add_option("--out", arguments->out,
                     "PREFIX of the new files (default: that of the events and .NAME)");
  CLI::Option* hepmc3 = command.add_flag("--hepmc3", arguments->hepmc3,
                                         "write NuHepMC too (default: as the run of the events did)");
  command.add_flag("--no-hepmc3", arguments->no_hepmc3, "write no NuHepMC")->excludes(hepmc3);
  command.add_flag(
      "--accept-poor-weights", arguments->accept_poor,
      "write the files even if the effective events are fewer than a tenth of those of CV, or miss "
      "the cross section of the new model");
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] { run_reweight(*arguments); });
}

}  // namespace nereus
