// The report of a validation as text and as JSON.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "validation/validate.hpp"

namespace nereus {
namespace {

using nlohmann::ordered_json;

constexpr double sigma_unit = 1e12;  // fm^2 in 1e-38 cm^2

std::string statistics_line(const std::string& name, const WeightStatistics& s) {
  return fmt::format(
      "{:<10}{:>10} {:>9.3f} +- {:<6.3f}{:>9.5f} +- {:<8.5f}{:>8.3f}{:>8.3f}{:>9.3f}{:>12.2e}\n", name,
      s.samples, 100 * s.ress, 100 * s.ress_error, s.mean, s.mean_error, s.max_weight, s.cap,
      100 * s.acceptance, s.overweight_share);
}

ordered_json statistics_json(const WeightStatistics& s) {
  return {{"samples", s.samples},
          {"ress", s.ress},
          {"ress_error", s.ress_error},
          {"mean_weight", s.mean},
          {"mean_weight_error", s.mean_error},
          {"max_weight", s.max_weight},
          {"cap", s.cap},
          {"acceptance", s.acceptance},
          {"overweight_share", s.overweight_share}};
}

/// Every slice; the one of the lowest RESS is named.
std::string slices_text(const ValidationReport& report) {
  if (report.slices.empty()) return "";
  std::string text = fmt::format("\n{:<10}{:>13}{:>10}{:>21}{:>10}{:>9}\n", "shell", "E_nu [MeV]", "samples",
                                 "mean weight", "RESS [%]", "max w");
  for (const EnergySlice& slice : report.slices) {
    text += fmt::format("{:<10}{:>13}{:>10}{:>9.5f} +- {:<8.5f}{:>10.3f}{:>9.3f}\n",
                        report.shells[slice.shell], fmt::format("{:g}-{:g}", slice.e_min, slice.e_max),
                        slice.samples, slice.mean, slice.mean_error, 100 * slice.ress, slice.max_weight);
  }
  const EnergySlice& worst = *worst_slice(report.slices);
  return text +
         fmt::format("worst slice: {} with RESS {:.3f} %\n", slice_title(report, worst), 100 * worst.ress);
}

ordered_json requirement_json(const Requirement& row) {
  return {{"what", row.what},
          {"value", row.value},
          {"unit", row.unit},
          {"sense", row.sense == Requirement::Sense::at_least ? "at least" : "at most"},
          {"must", row.must},
          {"goal", row.goal},
          {"judged", row.judged()},
          {"met", row.met()},
          {"goal_met", row.goal_met()}};
}

const char* verdict(bool passed) { return passed ? "passed" : "FAILED"; }

}  // namespace

std::string report_text(const ValidationReport& report) {
  std::string text = fmt::format("flux {} between {} and {} MeV ({:.2f} % of it)\n\n", report.flux,
                                 report.e_nu_min, report.e_nu_max, 100 * report.kept_fraction);
  text += fmt::format("{:<10}{:>10} {:>19}{:>21}{:>8}{:>8}{:>9}{:>12}\n", "shell", "samples", "RESS [%]",
                      "mean weight", "max w", "cap", "acc. [%]", "overweight");
  for (std::size_t shell = 0; shell < report.shells.size(); ++shell) {
    text += statistics_line(report.shells[shell], report.by_shell[shell]);
  }
  text += statistics_line("together", report.together);

  if (report.needles.events > 0) {
    text += fmt::format(
        "events within {:g} keV of a quasi-bound state of the nucleon: {}, largest weight {:.3f}\n",
        NeedleEvents::half_width_kev, report.needles.events, report.needles.max_weight);
  }
  text += slices_text(report);

  double worst = 0;
  for (const EnergySlice& slice : report.slices) worst = std::max(worst, std::abs(slice.deviation()));
  text += fmt::format(
      "\nmean weight in {} slices of E_nu: largest deviation from 1 is {:.2f} standard errors (limit "
      "{})\n",
      report.slices.size(), worst, closure_limit);
  const Closure& closure = report.closure;
  text += fmt::format(
      "sigma from events {:.6f} +- {:.6f}, by quadrature {:.6f} 1e-38 cm^2: {:+.2f} standard errors, "
      "{}\n",
      sigma_unit * closure.sigma_events, sigma_unit * closure.sigma_events_error,
      sigma_unit * closure.sigma_quadrature, closure.deviation, verdict(closure.passed));
  if (!report.requirements.empty()) text += "\n" + requirements_text(report.requirements) + "\n";
  text += fmt::format("validation {}\n", verdict(report.passed));
  return text;
}

std::string report_json(const ValidationReport& report, const Provenance& provenance) {
  ordered_json json;
  json["version"] = provenance.version;
  json["card"] = provenance.card;
  json["fingerprints"] = provenance.fingerprints;
  json["evaluator"] = provenance.evaluator;
  json["certificate"] = provenance.certificate;
  json["flux"] = report.flux;
  json["flux_kept_fraction"] = report.kept_fraction;
  json["e_nu_min_mev"] = report.e_nu_min;
  json["e_nu_max_mev"] = report.e_nu_max;
  for (std::size_t shell = 0; shell < report.shells.size(); ++shell) {
    json["shells"][report.shells[shell]] = statistics_json(report.by_shell[shell]);
  }
  json["together"] = statistics_json(report.together);
  json["needles"] = {{"events", report.needles.events},
                     {"max_weight", report.needles.max_weight},
                     {"max_weight_elsewhere", report.needles.max_weight_elsewhere}};
  for (const EnergySlice& slice : report.slices) {
    json["slices"].push_back({{"shell", report.shells[slice.shell]},
                              {"e_nu_min_mev", slice.e_min},
                              {"e_nu_max_mev", slice.e_max},
                              {"samples", slice.samples},
                              {"mean_weight", slice.mean},
                              {"mean_weight_error", slice.mean_error},
                              {"ress", slice.ress},
                              {"max_weight", slice.max_weight}});
  }
  if (const EnergySlice* slice = worst_slice(report.slices))
    json["worst_slice"] = slice_title(report, *slice);
  for (const Requirement& row : report.requirements) {
    json["requirements"].push_back(requirement_json(row));
  }
  json["closure"] = {{"sigma_from_events_1e-38cm2", sigma_unit * report.closure.sigma_events},
                     {"sigma_from_events_error_1e-38cm2", sigma_unit * report.closure.sigma_events_error},
                     {"sigma_by_quadrature_1e-38cm2", sigma_unit * report.closure.sigma_quadrature},
                     {"deviation_in_errors", report.closure.deviation},
                     {"passed", report.closure.passed}};
  json["passed"] = report.passed;
  return json.dump(2) + "\n";
}

}  // namespace nereus
