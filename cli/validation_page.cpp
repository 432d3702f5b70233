#include "cli/validation_page.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "base/processor.hpp"
#include "base/run_card.hpp"
#include "base/text.hpp"
#include "cli/common_options.hpp"
#include "cli/event_source.hpp"
#include "cli/physics.hpp"
#include "cli/plot_script.hpp"
#include "cli/summary_text.hpp"
#include "generator/flux.hpp"
#include "surrogate/block_kernels.hpp"
#include "validation/measurements_file.hpp"

namespace nereus {
namespace {

/// A surrogate and where it came from.
struct OpenSurrogate {
  std::string file;
  EventSource source;
};

std::vector<OpenSurrogate> open_surrogates(RunSettings settings, const std::vector<std::string>& files,
                                           const Physics& physics, Threads threads) {
  std::vector<OpenSurrogate> opened;
  for (const std::string& file : files) {
    settings.generate_inputs.surrogate = file;
    opened.push_back({file, open_event_source(settings, physics, threads)});
    const Surrogate &first = opened.front().source.surrogate, &last = opened.back().source.surrogate;
    if (first.e_nu_min() != last.e_nu_min() || first.e_nu_max() != last.e_nu_max()) {
      throw InputError(fmt::format(
          "surrogates that cover different energies have no common page ('{}': {} to {} MeV, '{}': {} to {} "
          "MeV)",
          files.front(), first.e_nu_min(), first.e_nu_max(), file, last.e_nu_min(), last.e_nu_max()));
    }
  }
  return opened;
}

/// Of the first surrogate of this project's kind: its weights scatter least.
const EventSource& reference_source(const std::vector<OpenSurrogate>& opened) {
  for (const OpenSurrogate& surrogate : opened) {
    if (!surrogate.source.surrogate.parts().flow.is_published()) return surrogate.source;
  }
  return opened.front().source;
}

std::string summary_of(const MeasuredSurrogate& surrogate) {
  const SurrogateMeasurements& measured = surrogate.measured;
  std::string text =
      fmt::format("\n== {} ({}) ==\n{}", surrogate.file, surrogate.flow, report_text(measured.flat));
  text +=
      fmt::format("RESS in {}: {:.3f} % together\n", measured.flux.flux, 100 * measured.flux.together.ress);
  text +=
      fmt::format("RMS_p {:.3f} % (noise {:.3f} %)\n", 100 * measured.ratio.rms, 100 * measured.ratio.noise);
  for (std::size_t shell = 0; shell < measured.likelihood.rms_z.size(); ++shell) {
    text += fmt::format("RMS_z of {}: {:.2f} (noise floor {:.2f})\n", measured.flat.shells[shell],
                        measured.likelihood.rms_z[shell], measured.likelihood.noise_floor);
  }
  text += fmt::format("CPU s per million samples: {:.1f} emulated, {:.1f} weighted, {:.1f} of weight 1\n",
                      measured.cost.emulator, measured.cost.weighted, measured.cost.unweighted);
  if (!measured.requirements.empty()) text += "\n" + requirements_text(measured.requirements);
  return text;
}

/// The closure first: without it no other number means anything.
void judge(const std::vector<MeasuredSurrogate>& surrogates) {
  std::vector<std::string> missed;
  for (const MeasuredSurrogate& surrogate : surrogates) {
    const SurrogateMeasurements& measured = surrogate.measured;
    if (!measured.flat.passed || !measured.flux.passed) {
      throw ModelMismatch(fmt::format(
          "the events of '{}' do not give back the cross section (see the report above)", surrogate.file));
    }
    for (const Requirement& row : measured.requirements) {
      if (!row.met()) missed.push_back(row.what);
    }
  }
  if (!missed.empty()) throw Error(fmt::format("limits are missed ({}); see the page", join(missed)), 1);
}

}  // namespace

void make_validation_page(const RunSettings& settings, const PageRequest& request, Threads threads) {
  const MeasurementOptions options = request.quick ? settings.measurements.quick() : settings.measurements;
  const Flux flux =
      make_flux(options.page_flux, settings.validate.e_nu_min_mev, settings.validate.e_nu_max_mev);
  std::vector<std::string> files = request.surrogates;
  if (files.empty()) files = {surrogate_path(settings)};
  Physics physics = make_physics(settings);
  tell_place("validate.page_flux", [&] { check_flavour(flux, physics.probe); });
  require_sharp_shells(*physics.cross_section);
  const std::vector<OpenSurrogate> opened = open_surrogates(settings, files, physics, threads);
  std::error_code problem;
  std::filesystem::create_directories(request.folder, problem);
  const std::string file = request.folder + "/validation.h5";
  require_writable(file);

  use_evaluator(physics, settings, threads);
  // An hour's work: what is finished waits there, if the program is killed.
  const std::string unfinished = request.folder + "/validation.blocks";
  const EventSource& best = reference_source(opened);
  const std::vector<LikelihoodReference> references = likelihood_references(
      {*physics.cross_section, best.total, best.surrogate}, options.likelihood,
      static_cast<std::uint64_t>(settings.validate.seed), threads, unfinished + "/truth");
  ValidateOptions validate = settings.validate;
  validate.quasi_bound_mev = quasi_bound_energies(physics, settings);
  std::vector<MeasuredSurrogate> measured;
  for (const OpenSurrogate& open : opened) {
    const Subject subject{*physics.cross_section, open.source.total, open.source.surrogate};
    measured.push_back(
        describe(open.file, open.source.surrogate,
                 measure_surrogate(subject, references, validate, options, threads,
                                   fmt::format("{}/surrogate_{}", unfinished, measured.size()))));
    fmt::print("{}", summary_of(measured.back()));
  }
  write_measurements(file, measured,
                     {make_provenance(settings, physics, opened.front().source.surrogate), request.command,
                      request.quick, fmt::format("{}, {} kernels", processor_name(), best_kernels().name)});
  std::filesystem::remove_all(unfinished, problem);
  fmt::print("\n{}", evaluator_text(*physics.cross_section));
  run_plot_script("validation_page.py", {file, "--out", request.folder});
  fmt::print("page: {}/validation.html\n", request.folder);
  judge(measured);
}

}  // namespace nereus
