#include "validation/surrogate_measurements.hpp"

namespace nereus {
namespace {

ValidationReport report_in(const Subject& subject, ValidateOptions options, const std::string& flux,
                           std::int64_t samples, Threads threads) {
  options.flux = flux;
  options.samples = samples;
  return validate_surrogate(subject.cross_section, subject.total, subject.surrogate, options, threads);
}

/// Limits of PAPER.md.
void append_density_requirements(const SurrogateMeasurements& measured, std::vector<Requirement>& rows) {
  constexpr auto at_most = Requirement::Sense::at_most;
  const AveragedRatio& ratio = measured.ratio;
  rows.push_back({"RMS_p", 100 * ratio.rms, 0.5, 0.2, at_most, "%", 100 * ratio.noise});
  if (measured.likelihood.rows.empty()) return;
  for (std::size_t shell = 0; shell < measured.likelihood.rms_z.size(); ++shell) {
    rows.push_back({"RMS_z of " + measured.flat.shells[shell], measured.likelihood.rms_z[shell], 0.4, 0.2,
                    at_most, "", measured.likelihood.noise_floor});
  }
}

}  // namespace

SurrogateMeasurements measure_surrogate(const Subject& subject,
                                        const std::vector<LikelihoodReference>& references,
                                        const ValidateOptions& validate, const MeasurementOptions& options,
                                        Threads threads, const std::string& directory) {
  const auto part = [&](const char* name) { return directory.empty() ? directory : directory + "/" + name; };
  const auto seed = static_cast<std::uint64_t>(validate.seed);
  SurrogateMeasurements measured;
  measured.flat = report_in(subject, validate, "flat", options.page_samples, threads);
  measured.flux = report_in(subject, validate, options.page_flux, options.page_samples, threads);
  measured.weights = weight_histogram(subject, options.page_samples, seed, threads);
  measured.spread = spread_origin(subject, options.page_samples, seed, threads);
  measured.ratio = averaged_ratio(subject, options.cube_points, seed, threads, part("cubes"));
  measured.likelihood =
      likelihood_spread(subject, references, options.likelihood, seed, threads, part("likelihood"));
  measured.projections = projections(subject, options.page_samples, seed, threads);
  measured.profiles = kinetic_profiles(subject, options.cube_points, seed, threads);
  measured.cost = sampling_cost(subject, options.cost_events, measured.flat.together.acceptance, seed);
  measured.requirements = measured.flat.requirements;
  if (!subject.surrogate.parts().flow.is_published()) {
    const std::vector<Requirement> in_flux = flux_requirements(measured.flux);
    measured.requirements.insert(measured.requirements.end(), in_flux.begin(), in_flux.end());
    append_density_requirements(measured, measured.requirements);
  }
  return measured;
}

}  // namespace nereus
