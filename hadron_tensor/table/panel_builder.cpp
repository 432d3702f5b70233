#include "hadron_tensor/table/panel_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "hadron_tensor/energy_panels.hpp"

namespace nereus {
namespace {

constexpr double first_q_step = 20;    ///< between nodes on the ridge [MeV]
constexpr double first_u_step = 32;    ///< between nodes in transverse momentum at theta_N = 0 [MeV]
constexpr double ridge_near_end = 60;  ///< [MeV]
constexpr int fewest_nodes = 8;        ///< the spline needs them
constexpr int most_nodes = 400;        ///< in q or u
constexpr double more_nodes = 1.2;     ///< factor of one refinement
constexpr double negligible = 1e-6;    ///< part of the largest strength
constexpr int fruitless_rounds = 4;    ///< of more nodes, before a panel is left as it is
constexpr int test_energies = 4, test_transfers = 24, test_directions = 16;

/// Sum of all squared amplitudes: the scale of the cross section.
double strength(const SpinBilinears& values) {
  return values[one_one] + values[px_px] + values[py_py] + values[sx_sx] + values[sy_sy] + values[sz_sz] +
         values[sp_sp];
}

/// Of all products together. Backwards that axial charge exceeds everything else by orders of magnitude: what
/// contains it is measured against the strength it belongs to.
double squared_relative_error(const SpinBilinears& interpolated, const SpinBilinears& exact, double floor) {
  double squares = 0;
  for (int lane = 0; lane < bilinear_count; ++lane) {
    const double scale = std::max(strength(exact), floor) + (lane < plain_bilinears ? 0 : exact[a0_a0]);
    if (scale > 0) squares += std::pow((interpolated[lane] - exact[lane]) / scale, 2);
  }
  return squares;
}

}  // namespace

PanelBuilder::PanelBuilder(const ShellTransition& transition, const TableFrame& frame,
                           const TableTolerance& tolerance, double density)
    : transition_(transition), frame_(frame), tolerance_(tolerance), density_(density) {
  const std::vector<double> edges =
      first_energy_panels(transition.channel(), frame.domain.t_min, frame.domain.t_max());
  for (std::size_t i = 1; i < edges.size(); ++i) energies_.push_back(0.5 * (edges[i - 1] + edges[i]));
  strengths_ = largest_strengths();
}

/// On a grid along and across the quasi-elastic ridge, as far as the domain reaches.
std::vector<double> PanelBuilder::largest_strengths() const {
  const TableCoordinates& map = frame_.coordinates;
  std::vector<double> result;
  for (const double T : energies_) {
    const double ridge = map.ridge(T);
    std::vector<ShellTransition::Directions> at;
    for (const double off_ridge : {-300.0, -150.0, -75.0, 0.0, 75.0, 150.0, 300.0}) {
      const double q = std::clamp(ridge + off_ridge, frame_.domain.q_low(T), frame_.domain.q_high(T));
      at.push_back({q, {}});
      for (const double u : {0.01, 0.03, 0.06, 0.1, 0.2, 0.4, 0.8})
        at.back().cos_theta_n.push_back(map.cos_theta_of(u, map.compression(ridge, q)));
    }
    double largest = result.empty() ? 0 : result.back();
    for (const auto& directions : exact(T, at)) {
      for (const SpinBilinears& values : directions)
        largest = std::max(largest, strength(values) * frame_.threshold_factor(std::sqrt(T)));
    }
    result.push_back(largest);
  }
  return result;
}

/// In the unit of the stored numbers: over the threshold factor.
double PanelBuilder::floor_of_strength(double T) const {
  const auto above = std::upper_bound(energies_.begin(), energies_.end(), T) - energies_.begin();
  const std::size_t at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - 1, 0));
  return negligible * strengths_[at] / frame_.threshold_factor(std::sqrt(T));
}

std::vector<std::vector<SpinBilinears>> PanelBuilder::exact(
    double T, const std::vector<ShellTransition::Directions>& at) const {
  const double weight = transition_.density(T) / frame_.threshold_factor(std::sqrt(T));
  std::vector<std::vector<SpinBilinears>> result;
  for (const auto& directions : transition_.spin_amplitudes(T, at)) {
    result.emplace_back();
    for (const SpinAmplitudes& amplitudes : directions)
      result.back().push_back(spin_bilinears(amplitudes, weight, frame_.coordinates.nucleon_mass));
  }
  return result;
}

PanelBuilder::Size PanelBuilder::first_size(double t_low, double t_high) const {
  const TableCoordinates& map = frame_.coordinates;
  double q_range = 0, u_range = 0;
  for (const double T : {t_low, 0.5 * (t_low + t_high), t_high}) {
    const double ridge = map.ridge(T);
    const double q_low = frame_.domain.q_low(T), q_high = frame_.domain.q_high(T);
    q_range = std::max(q_range, map.q0 * (map.w_of(ridge, q_high) - map.w_of(ridge, q_low)));
    // Partial waves reach l ~ k R: close to threshold few of them, however large q.
    u_range = std::max(
        u_range, M_PI * std::min(std::sqrt(ridge * q_high) * map.compression(ridge, q_high), 1.3 * ridge));
  }
  // At low energies the ridge lies at the end of the range of q, where a spline knows its function from one
  // side.
  const double q_step = t_high < ridge_near_end ? 0.75 * first_q_step : first_q_step;
  return {std::max(fewest_nodes, static_cast<int>(std::ceil(density_ * q_range / q_step)) + 1),
          std::max(fewest_nodes, static_cast<int>(std::ceil(density_ * u_range / first_u_step)))};
}

TablePanel PanelBuilder::make_panel(double t_low, double t_high, Size size, Threads threads) const {
  const TableCoordinates& map = frame_.coordinates;
  const std::size_t per_t = static_cast<std::size_t>(size.q_nodes) * size.u_nodes;
  std::vector<SpinBilinears> values(table_t_nodes * per_t);
  parallel_for(table_t_nodes, threads, [&](std::size_t t) {
    const double T = TablePanel::t_node(t_low, t_high, static_cast<int>(t));
    std::vector<ShellTransition::Directions> at;
    for (int i = 0; i < size.q_nodes; ++i) {
      at.push_back({TablePanel::q_node(frame_, T, size.q_nodes, i), {}});
      const double compression = map.compression(map.ridge(T), at.back().q);
      for (int j = 0; j < size.u_nodes; ++j)
        at.back().cos_theta_n.push_back(map.cos_theta_of(TablePanel::u_node(size.u_nodes, j), compression));
    }
    std::size_t node = t * per_t;
    for (const auto& directions : exact(T, at)) {
      for (const SpinBilinears& bilinears : directions) values[node++] = bilinears;
    }
  });
  return TablePanel(t_low, t_high, size.q_nodes, size.u_nodes, values);
}

PanelBuilder::Deviation PanelBuilder::deviation(const TablePanel& panel, Places places,
                                                Threads threads) const {
  const TableCoordinates& map = frame_.coordinates;
  const StencilKernel& kernel = best_stencil_kernel();
  struct Test {
    double strength, measure, relative_error;
  };
  std::vector<std::vector<Test>> tests(test_energies);
  parallel_for(test_energies, threads, [&](std::size_t n) {
    RandomStream random(0, StreamPurpose::table, n);
    double s = std::sqrt(panel.t_low()) + (std::sqrt(panel.t_high()) - std::sqrt(panel.t_low())) *
                                              (n + random.uniform()) / test_energies;
    if (places != Places::between_all)
      s = std::sqrt(TablePanel::t_node(panel.t_low(), panel.t_high(), static_cast<int>(2 * n)));
    const double T = s * s, ridge = map.ridge(T);
    const double w_low = map.w_of(ridge, frame_.domain.q_low(T));
    const double w_high = map.w_of(ridge, frame_.domain.q_high(T));
    std::vector<ShellTransition::Directions> at(test_transfers);
    for (int i = 0; i < test_transfers; ++i) {
      const double along = (i + random.uniform()) / test_transfers;
      at[i].q =
          places == Places::at_t_and_q_nodes
              ? TablePanel::q_node(frame_, T, panel.q_nodes(), static_cast<int>(along * panel.q_nodes()))
              : map.q_of(ridge, w_low + (w_high - w_low) * along);
      const double compression = map.compression(ridge, at[i].q);
      for (int j = 0; j < test_directions; ++j) {
        const double u = std::pow((j + random.uniform()) / test_directions, 2);  // most of them forward
        at[i].cos_theta_n.push_back(map.cos_theta_of(u, compression));
      }
    }
    const auto values = exact(T, at);
    const double floor = floor_of_strength(T);
    for (int i = 0; i < test_transfers; ++i) {
      for (int j = 0; j < test_directions; ++j) {
        const double cosine = at[i].cos_theta_n[j];
        const SpinBilinears interpolated =
            interpolate(kernel, panel.stencil(frame_, s, ridge, at[i].q, cosine), true);
        const double squares = squared_relative_error(interpolated, values[i][j], floor);
        // dq d cos theta per dw d sqrt(u)
        const double sine = std::sqrt((1 - cosine) * (1 + cosine));
        const double u = map.u_of(cosine, map.compression(ridge, at[i].q));
        const double measure = std::hypot(map.q0, at[i].q - ridge) * sine * std::sqrt(u);
        tests[n].push_back({strength(values[i][j]), measure, std::sqrt(squares)});
      }
    }
  });
  double weight = 0, squares = 0;
  Deviation result;
  for (const auto& at_t : tests) {
    for (const Test& test : at_t) {
      if (test.strength == 0) continue;
      weight += test.measure * test.strength;
      squares += test.measure * test.strength * std::pow(test.relative_error, 2);
      result.largest = std::max(result.largest, test.relative_error);
    }
  }
  result.rms = weight > 0 ? std::sqrt(squares / weight) : 0;
  return result;
}

void PanelBuilder::refine(double t_low, double t_high, Size size, Threads threads,
                          std::vector<TablePanel>& result) const {
  constexpr double share = 0.7;  // of the tolerance, for q and u alone
  constexpr double dominant = 2;
  double best = std::numeric_limits<double>::infinity();
  int fruitless = 0;
  bool along_u = false;
  while (true) {
    TablePanel panel = make_panel(t_low, t_high, size, threads);
    const double all = deviation(panel, Places::between_all, threads).over(tolerance_);
    fruitless = all > 0.8 * best ? fruitless + 1 : 0;
    best = std::min(best, all);
    if (all <= 1 || fruitless == fruitless_rounds) {
      result.push_back(std::move(panel));
      return;
    }
    const double of_q_and_u = deviation(panel, Places::at_t_nodes, threads).over(tolerance_);
    const double of_u = deviation(panel, Places::at_t_and_q_nodes, threads).over(tolerance_);
    if (of_q_and_u <= share || all > dominant * of_q_and_u) break;
    // The largest deviations lie at a few points (where plane waves meet a zero of the orbital), and those of
    // u were looked for at other points: what brought nothing along one of them is tried along the other.
    const bool u_is_worse = of_u > 0.8 * of_q_and_u;
    along_u = fruitless > 0 ? !along_u : u_is_worse;
    int& nodes = along_u ? size.u_nodes : size.q_nodes;
    nodes = static_cast<int>(std::ceil(more_nodes * nodes));
    if (nodes > most_nodes) {
      throw ConvergenceError(fmt::format(
          "the table of shell {} does not converge between T = {:.6g} and {:.6g} MeV ({} nodes leave {:.1f} "
          "times the error asked for); ask for less accuracy or use the direct evaluator",
          label(transition_.shell()), t_low, t_high, nodes, all));
    }
  }
  if (t_high - t_low < narrowest_panel) {
    throw ConvergenceError(fmt::format(
        "the table of shell {} does not converge at T = {:.9g} MeV (a panel of {:.1g} MeV is not enough); "
        "use the direct evaluator",
        label(transition_.shell()), t_low, t_high - t_low));
  }
  const double s_middle = 0.5 * (std::sqrt(t_low) + std::sqrt(t_high));
  refine(t_low, s_middle * s_middle, size, threads, result);
  refine(s_middle * s_middle, t_high, size, threads, result);
}

std::vector<TablePanel> PanelBuilder::build(double t_low, double t_high, Threads threads) const {
  std::vector<TablePanel> result;
  refine(t_low, t_high, first_size(t_low, t_high), threads, result);
  return result;
}

}  // namespace nereus
