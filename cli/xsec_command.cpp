// nereus xsec: the exclusive cross section at points from a CSV file.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/progress.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/error_estimate.hpp"
#include "cli/physics.hpp"
#include "cli/summary_text.hpp"

namespace nereus {
namespace {

struct XsecArguments {
  CommonOptions common;
  std::string points, out;
  bool terms = false, estimate_error = false;
};

/// Points with the index of their shell, in the order of the file.
struct PointList {
  std::vector<std::size_t> shell;
  std::vector<PhasePoint> points;
};

constexpr double pi = 3.14159265358979323846;
/// Points evaluated between two updates of the progress bar.
constexpr std::size_t chunk = 4096;

/// A number that must lie in [min, max]; angles in degrees are caught here.
double number_within(const CsvTable& table, std::size_t row, const char* column, double min, double max) {
  const double value = table.number(row, column);
  if (value < min || value > max) {
    throw InputError(
        fmt::format("{}: {} = {} is out of range (it must lie in {:.6g} ... {:.6g}; angles are in radians)",
                    table.where(row), column, value, min, max));
  }
  return value;
}

std::size_t shell_index(const CsvTable& table, std::size_t row, const CrossSection& cross_section) {
  const auto& shells = cross_section.shells();
  const std::string& text = table.text(row, "shell");
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < shells.size(); ++i) {
    labels.push_back(cross_section.probe().shell_label(shells[i]));
    if (labels.back() == text) return i;
  }
  throw InputError(fmt::format("{}: {} has no shell '{}' for this probe (occupied: {})", table.where(row),
                               cross_section.nucleus().name(), text, join(labels)));
}

bool has_missing_energy(const CsvTable& table) {
  const auto& columns = table.columns();
  return std::find(columns.begin(), columns.end(), "e_m_mev") != columns.end();
}

PointList read_points(const CsvTable& table, const CrossSection& cross_section) {
  // Rounding of an angle written with few digits may leave [0, pi] by this much.
  constexpr double slack = 1e-4;
  PointList list;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    PhasePoint point;
    point.e_nu = number_within(table, row, "e_nu_mev", 0, 1e6);
    point.cos_theta_lepton = number_within(table, row, "cos_theta_mu", -1, 1);
    point.omega = table.number(row, "omega_mev");
    point.cos_theta_n = std::cos(number_within(table, row, "theta_n", -slack, pi + slack));
    point.phi_n = number_within(table, row, "phi_n", -2 * pi - slack, 2 * pi + slack);
    list.shell.push_back(shell_index(table, row, cross_section));
    if (has_missing_energy(table)) {
      point.missing_energy = table.number(row, "e_m_mev");
      if (cross_section.strength(list.shell.back()).is_delta()) {
        throw InputError(fmt::format(
            "{}: shell {} has no width (its missing energy is {} MeV); leave out column e_m_mev",
            table.where(row), table.text(row, "shell"), cross_section.removal_energy(list.shell.back())));
      }
    }
    list.points.push_back(point);
  }
  return list;
}

std::vector<AzimuthalTerms> evaluate(const CrossSection& cross_section, const PointList& list,
                                     Threads threads) {
  std::vector<AzimuthalTerms> terms;
  Progress progress("cross section", static_cast<std::int64_t>(list.points.size()));
  for (std::size_t first = 0; first < list.points.size(); first += chunk) {
    const auto begin = static_cast<std::ptrdiff_t>(first);
    const auto end = static_cast<std::ptrdiff_t>(std::min(first + chunk, list.points.size()));
    const auto part =
        cross_section.azimuthal_terms({list.shell.begin() + begin, list.shell.begin() + end},
                                      {list.points.begin() + begin, list.points.begin() + end}, threads);
    terms.insert(terms.end(), part.begin(), part.end());
    progress.update(end);
  }
  progress.finish();
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto& missing_energy = list.points[i].missing_energy;
    if (!missing_energy) continue;
    AzimuthalTerms density;
    density.add(terms[i], cross_section.strength(list.shell[i]).density(*missing_energy));
    terms[i] = density;
  }
  return terms;
}

std::string output_text(const CsvTable& table, const PointList& list,
                        const std::vector<AzimuthalTerms>& terms, bool with_terms) {
  std::vector<std::string> added = {has_missing_energy(table) ? "d5sigma_1e-42cm2_per_mev2_sr"
                                                              : "d4sigma_1e-42cm2_per_mev_sr"};
  if (with_terms) added.insert(added.end(), {"s0", "s1c", "s2c", "s1s", "s2s"});
  // An earlier output may be the input: its results are replaced, every other column is repeated.
  std::vector<std::string> repeated;
  for (const std::string& column : table.columns()) {
    if (std::find(added.begin(), added.end(), column) == added.end()) repeated.push_back(column);
  }
  std::string text = join(repeated, ",") + "," + join(added, ",") + "\n";
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (const std::string& column : repeated) text += table.text(row, column) + ",";
    const AzimuthalTerms& at = terms[row];
    text += exact_number(at.at(list.points[row].phi_n) * fm2_in_1e42_cm2);
    if (with_terms) {
      for (const double term : {at.s0, at.s1c, at.s2c, at.s1s, at.s2s}) {
        text += "," + exact_number(term * fm2_in_1e42_cm2);
      }
    }
    text += "\n";
  }
  return text;
}

/// Largest kinetic energy of a nucleon among the points, 0 if none comes out [MeV].
double largest_kinetic_energy(const CrossSection& cross_section, const PointList& list) {
  double largest = 0;
  for (std::size_t i = 0; i < list.points.size(); ++i) {
    const PhasePoint& point = list.points[i];
    const double removed = point.missing_energy.value_or(cross_section.removal_energy(list.shell[i]));
    largest = std::max(largest, point.omega - removed);
  }
  return largest;
}

void run_xsec(const XsecArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  require_writable(arguments.out);
  const CsvTable table = CsvTable::from_file(
      arguments.points, {"e_nu_mev", "cos_theta_mu", "omega_mev", "theta_n", "phi_n", "shell"});
  Physics physics = make_physics(settings);
  const PointList list = read_points(table, *physics.cross_section);
  if (arguments.estimate_error) {
    report_error_estimate(settings, physics, largest_kinetic_energy(*physics.cross_section, list),
                          arguments.common.thread_count());
  }
  const bool tabulated = arguments.common.evaluator == "tabulated";
  if (tabulated) use_evaluator(physics, settings, arguments.common.thread_count());
  const auto terms = evaluate(*physics.cross_section, list, arguments.common.thread_count());
  write_text_file(arguments.out, output_text(table, list, terms, arguments.terms));
  if (tabulated) fmt::print("{}", evaluator_text(*physics.cross_section));
}

}  // namespace

void add_xsec_command(CLI::App& program) {
  auto arguments = std::make_shared<XsecArguments>();
  CLI::App& command = *program.add_subcommand(
      "xsec", "Exclusive cross section d4sigma/(domega dcos(theta_mu) dOmega_N) at given points");
  command
      .add_option(
          "--points", arguments->points,
          "CSV with e_nu_mev,cos_theta_mu,omega_mev,theta_n,phi_n,shell (angles of the nucleon from q, "
          "radians; shell as 1p3/2, or p:1p3/2 for electrons); e_m_mev: at this missing energy of a broad "
          "shell")
      ->required();
  command
      .add_option("--out", arguments->out,
                  "CSV: the same columns and d4sigma_1e-42cm2_per_mev_sr (with e_m_mev: "
                  "d5sigma_1e-42cm2_per_mev2_sr)")
      ->required();
  command
      .add_option("--evaluator", arguments->common.evaluator,
                  "direct (default here, whatever the card says), or tabulated")
      ->check(CLI::IsMember({"direct", "tabulated"}));
  command.add_flag(
      "--terms", arguments->terms,
      "also the terms of s0 + s1c cos(phi) + s2c cos(2phi) + s1s sin(phi) + s2s sin(2phi), same unit");
  add_error_estimate(command, arguments->estimate_error);
  add_common_options(command, arguments->common, [arguments] { run_xsec(*arguments); });
}

}  // namespace nereus
