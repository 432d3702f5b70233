#include "validation/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "generator/flux.hpp"
#include "generator/input_checks.hpp"
#include "generator/proposal_source.hpp"

namespace nereus {

const EnergySlice* worst_slice(const std::vector<EnergySlice>& slices) {
  const auto worst =
      std::min_element(slices.begin(), slices.end(),
                       [](const EnergySlice& a, const EnergySlice& b) { return a.ress < b.ress; });
  return worst == slices.end() ? nullptr : &*worst;
}

std::string slice_title(const ValidationReport& report, const EnergySlice& slice) {
  return fmt::format("{}, {:g} to {:g} MeV", report.shells[slice.shell], slice.e_min, slice.e_max);
}

namespace {

NeedleEvents find_needles(const WeightSample& sample, const std::vector<double>& quasi_bound_mev) {
  constexpr double beside = 1e-3 * NeedleEvents::half_width_kev;  // MeV
  NeedleEvents needles;
  for (std::size_t i = 0; i < sample.weight.size(); ++i) {
    const double T = sample.t_nucleon[i];
    const bool near = std::any_of(quasi_bound_mev.begin(), quasi_bound_mev.end(),
                                  [&](double state) { return std::abs(T - state) < beside; });
    double& largest = near ? needles.max_weight : needles.max_weight_elsewhere;
    largest = std::max(largest, sample.weight[i]);
    if (near) ++needles.events;
  }
  return needles;
}

}  // namespace

ValidationReport validate_surrogate(const CrossSection& cross_section, const TotalCrossSection& total,
                                    const Surrogate& surrogate, const ValidateOptions& options,
                                    Threads threads) {
  check_consistency(cross_section, total, surrogate);
  ValidationReport report;
  report.e_nu_min = std::max({options.e_nu_min_mev, surrogate.e_nu_min(), total.e_nu_min()});
  report.e_nu_max = std::min({options.e_nu_max_mev, surrogate.e_nu_max(), total.e_nu_max()});
  const Flux whole_flux = make_flux(options.flux, report.e_nu_min, report.e_nu_max);
  check_flavour(whole_flux, cross_section.probe());
  const CutFlux flux = cut_flux(whole_flux, report.e_nu_min, report.e_nu_max);
  report.flux = options.flux;
  report.kept_fraction = flux.kept_fraction;

  const EnergyDensity density =
      options.flux == "flat" ? EnergyDensity::flux : EnergyDensity::flux_times_sigma;
  const WeightSample sample =
      draw_weights(cross_section, total, SurrogateProposals(surrogate), flux.flux, density, options.samples,
                   static_cast<std::uint64_t>(options.seed), threads);
  const std::size_t shells = cross_section.shells().size();
  for (std::size_t shell = 0; shell < shells; ++shell) {
    report.shells.push_back(label(cross_section.shells()[shell]));
    report.by_shell.push_back(shell_statistics(sample, shell, options.cap_quantile));
  }
  report.cap_quantile = options.cap_quantile;
  report.together = mixture_statistics(sample, options.cap_quantile);
  report.needles = find_needles(sample, options.quasi_bound_mev);
  report.slices = energy_slices(sample, shells, report.e_nu_min, report.e_nu_max, options.slice_mev);
  report.closure = check_closure(sample);
  report.passed = report.closure.passed &&
                  std::all_of(report.slices.begin(), report.slices.end(), [](const EnergySlice& slice) {
                    return std::abs(slice.deviation()) < closure_limit;
                  });
  if (!surrogate.parts().flow.is_published()) report.requirements = weight_requirements(report);
  return report;
}

}  // namespace nereus
