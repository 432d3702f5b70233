#include "validation/requirement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "validation/validate.hpp"

namespace nereus {
namespace {

constexpr auto at_least = Requirement::Sense::at_least;
constexpr auto at_most = Requirement::Sense::at_most;

std::string with_unit(double value, const std::string& unit) {
  return unit.empty() ? fmt::format("{:.4g}", value) : fmt::format("{:.3f} {}", value, unit);
}

/// \param where  behind each name
std::vector<Requirement> ress_requirements(const ValidationReport& report, const std::string& where) {
  const auto ress = [&](const std::string& of, double value) {
    return Requirement{"RESS of " + of + where, 100 * value, 99.8, 99.95, at_least, "%"};
  };
  std::vector<Requirement> rows;
  for (std::size_t shell = 0; shell < report.shells.size(); ++shell) {
    rows.push_back(ress(report.shells[shell], report.by_shell[shell].ress));
  }
  rows.push_back(ress("all shells together", report.together.ress));
  return rows;
}

}  // namespace

std::vector<Requirement> flux_requirements(const ValidationReport& report) {
  return ress_requirements(report, ", flux " + report.flux);
}

std::vector<Requirement> weight_requirements(const ValidationReport& report) {
  std::vector<Requirement> rows = ress_requirements(report, "");
  if (const EnergySlice* worst = worst_slice(report.slices)) {
    rows.push_back({"RESS of the worst slice, " + slice_title(report, *worst), 100 * worst->ress, 99.5, 99.9,
                    at_least, "%"});
  }
  // The cap is known as well as the number of weights above it: 10 of them move the acceptance by 1 to 2 %.
  constexpr double enough = 100;
  const double above = std::round(static_cast<double>(report.together.samples) * (1 - report.cap_quantile));
  rows.push_back({fmt::format("acceptance, cap at the {:g} % quantile", 100 * report.cap_quantile),
                  100 * report.together.acceptance, 85, 93, at_least, "%", 0, above >= enough});
  rows.push_back(
      {fmt::format("largest weight, quasi-bound states +- {:g} keV left out", NeedleEvents::half_width_kev),
       report.needles.max_weight_elsewhere, 3, 1.5, at_most, ""});
  return rows;
}

bool all_met(const std::vector<Requirement>& requirements) {
  return std::all_of(requirements.begin(), requirements.end(),
                     [](const Requirement& row) { return row.met(); });
}

std::string requirements_text(const std::vector<Requirement>& requirements) {
  std::size_t width = 50;
  for (const Requirement& row : requirements) width = std::max(width, row.what.size());
  std::string text = fmt::format("{:<{}}{:>14}{:>15}{:>15}\n", "requirement", width, "value", "must", "goal");
  for (const Requirement& row : requirements) {
    const char* sign = row.sense == at_least ? ">=" : "<=";
    text += fmt::format("{:<{}}{:>14}{:>15}{:>15}  {}{}\n", row.what, width, with_unit(row.value, row.unit),
                        fmt::format("{} {:g}{}{}", sign, row.must, row.unit.empty() ? "" : " ", row.unit),
                        fmt::format("{} {:g}{}{}", sign, row.goal, row.unit.empty() ? "" : " ", row.unit),
                        row.verdict(), row.goal_met() ? ", goal reached" : "");
  }
  return text;
}

}  // namespace nereus
