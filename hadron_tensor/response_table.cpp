#include "hadron_tensor/response_table.hpp"

#include <fmt/format.h>
#include <gsl/gsl_integration.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "hadron_tensor/energy_panels.hpp"

namespace nereus {
namespace {

constexpr int t_nodes = 10;
constexpr int q_nodes = 48;
constexpr int pair_count = OperatorResponses::size;

struct TableFree {
  void operator()(gsl_integration_glfixed_table* table) const { gsl_integration_glfixed_table_free(table); }
};
using GaussLegendre = std::unique_ptr<gsl_integration_glfixed_table, TableFree>;

GaussLegendre gauss_legendre(std::size_t n) { return GaussLegendre(gsl_integration_glfixed_table_alloc(n)); }

/// Node i of n on [low, high] (zeros of T_n).
double chebyshev_node(int i, int n, double low, double high) {
  return 0.5 * (low + high) - 0.5 * (high - low) * std::cos(M_PI * (i + 0.5) / n);
}

/// T_0 ... T_{n-1} at x in [low, high].
Eigen::VectorXd chebyshev_polynomials(double x, double low, double high, int n) {
  const double t = 2 * (x - low) / (high - low) - 1;
  Eigen::VectorXd T(n);
  T[0] = 1;
  if (n > 1) T[1] = t;
  for (int i = 2; i < n; ++i) T[i] = 2 * t * T[i - 1] - T[i - 2];
  return T;
}

/// Matrix that turns values at the nodes into coefficients.
Eigen::MatrixXd chebyshev_analysis(int n) {
  Eigen::MatrixXd matrix(n, n);
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < n; ++i) {
      matrix(j, i) = (j == 0 ? 1.0 : 2.0) / n * std::cos(j * (M_PI - M_PI * (i + 0.5) / n));
    }
  }
  return matrix;
}

double lepton_momentum(double energy, double mass) {
  return energy > mass ? std::sqrt((energy - mass) * (energy + mass)) : 0;
}

/// What makes the pairs of operators comparable: those with p enter the current divided by M.
Eigen::Matrix<double, pair_count, 1> operator_scales(double nucleon_mass) {
  std::array<std::complex<double>, operator_count> size;
  size.fill(1);
  for (const int op : {op_sigma_p, op_ghent_charge, op_p_plus, op_p_minus}) size[op] = 1 / nucleon_mass;
  OperatorResponses products;
  products.add(size, 1);
  return Eigen::Map<const Eigen::Matrix<double, pair_count, 1>>(products.values.data());
}

}  // namespace

ResponseTable::ResponseTable(const ShellTransition& transition, const Probe& probe,
                             double lowest_missing_energy, double e_nu_max, double tolerance, Threads threads)
    : transition_(transition),
      probe_(probe),
      lowest_missing_energy_(lowest_missing_energy),
      e_nu_max_(e_nu_max) {
  const double t_max = e_nu_max - probe.lepton_mass - lowest_missing_energy;
  if (t_max <= 0) return;
  const std::vector<double> edges = first_energy_panels(transition.channel(), 0, t_max);
  std::vector<Panel> open;
  for (std::size_t i = 1; i < edges.size(); ++i) open.push_back(make_panel(edges[i - 1], edges[i], threads));

  // Size of a panel's contribution, and of the part its last two coefficients in T carry.
  const Eigen::VectorXd scale =
      operator_scales(transition.channel().constants.nucleon_mass).replicate(q_nodes, 1);
  const auto sizes = [&scale](const Panel& panel) {
    const double width = panel.t_high - panel.t_low;
    const double all = panel.coefficients.col(0).cwiseAbs().cwiseProduct(scale).maxCoeff();
    const double last =
        panel.coefficients.rightCols(2).cwiseAbs().rowwise().sum().cwiseProduct(scale).maxCoeff();
    return std::make_pair(all * width, last * width);
  };
  double whole = 0;
  for (const Panel& panel : open) whole += sizes(panel).first;
  while (!open.empty()) {
    Panel panel = std::move(open.back());
    open.pop_back();
    if (sizes(panel).second <= tolerance * whole) {
      panels_.push_back(std::move(panel));
      continue;
    }
    if (panel.t_high - panel.t_low < narrowest_panel) {
      throw ConvergenceError(fmt::format("responses of {} do not converge near T = {:.6g} MeV",
                                         label(transition.shell()), panel.t_low));
    }
    const double middle = 0.5 * (panel.t_low + panel.t_high);
    open.push_back(make_panel(middle, panel.t_high, threads));
    open.push_back(make_panel(panel.t_low, middle, threads));
  }
  std::sort(panels_.begin(), panels_.end(), [](const Panel& a, const Panel& b) { return a.t_low < b.t_low; });
}

ResponseTable::Panel ResponseTable::make_panel(double t_low, double t_high, Threads threads) const {
  Panel panel{t_low, t_high, 0, 0, {}};
  panel.q_low = lowest_missing_energy_ + t_low;
  panel.q_high = e_nu_max_ + lepton_momentum(e_nu_max_ - lowest_missing_energy_ - t_low, probe_.lepton_mass);
  std::vector<double> q(q_nodes);
  for (int i = 0; i < q_nodes; ++i) q[i] = chebyshev_node(i, q_nodes, panel.q_low, panel.q_high);
  Eigen::MatrixXd values(pair_count * q_nodes, t_nodes);
  parallel_for(t_nodes, threads, [&](std::size_t j) {
    const double T = chebyshev_node(static_cast<int>(j), t_nodes, t_low, t_high);
    const std::vector<OperatorResponses> W = transition_.operator_responses(T, q);
    for (int i = 0; i < q_nodes; ++i) {
      values.block<pair_count, 1>(pair_count * i, static_cast<Eigen::Index>(j)) =
          Eigen::Map<const Eigen::Matrix<double, pair_count, 1>>(W[i].values.data());
    }
  });
  const Eigen::MatrixXd in_t = values * chebyshev_analysis(t_nodes).transpose();
  const Eigen::MatrixXd analysis_q = chebyshev_analysis(q_nodes);
  panel.coefficients.resize(pair_count * q_nodes, t_nodes);
  for (int j = 0; j < t_nodes; ++j) {
    const Eigen::Map<const Eigen::MatrixXd> column(in_t.col(j).data(), pair_count, q_nodes);
    Eigen::Map<Eigen::MatrixXd>(panel.coefficients.col(j).data(), pair_count, q_nodes) =
        column * analysis_q.transpose();
  }
  return panel;
}

double ResponseTable::integrate_panel(const Panel& panel, double t_max, double e_nu,
                                      double missing_energy) const {
  static const GaussLegendre t_rule = gauss_legendre(14), q_rule = gauss_legendre(48);
  const ChannelModel& channel = transition_.channel();
  const double t_end = e_nu - probe_.lepton_mass - missing_energy;
  // s = sqrt(t_end - T): at the end of phase space the lepton momentum vanishes like s.
  const double s_low = std::sqrt(t_end - std::min({panel.t_high, t_end, t_max}));
  const double s_high = std::sqrt(t_end - panel.t_low);
  double sum = 0;
  for (std::size_t i = 0; i < 14; ++i) {
    double s = 0, s_weight = 0;
    gsl_integration_glfixed_point(s_low, s_high, i, &s, &s_weight, t_rule.get());
    const double T = t_end - s * s;
    const double omega = missing_energy + T;
    const Eigen::VectorXd at_t =
        panel.coefficients * chebyshev_polynomials(T, panel.t_low, panel.t_high, t_nodes);
    const Eigen::Map<const Eigen::MatrixXd> at_q(at_t.data(), pair_count, q_nodes);
    const double k_out = lepton_momentum(e_nu - omega, probe_.lepton_mass);
    const double q_end = std::min(e_nu + k_out, channel.model.q_max());
    if (q_end <= e_nu - k_out) continue;
    double over_q = 0;
    for (std::size_t j = 0; j < 48; ++j) {
      double q = 0, q_weight = 0;
      gsl_integration_glfixed_point(e_nu - k_out, q_end, j, &q, &q_weight, q_rule.get());
      const double cos_theta = (e_nu * e_nu + k_out * k_out - q * q) / (2 * e_nu * k_out);
      const auto lepton =
          lepton_kinematics(e_nu, omega, std::clamp(cos_theta, -1.0, 1.0), probe_.lepton_mass);
      if (!lepton) continue;
      OperatorResponses W;
      Eigen::Map<Eigen::Matrix<double, pair_count, 1>>(W.values.data()).noalias() =
          at_q * chebyshev_polynomials(q, panel.q_low, panel.q_high, q_nodes);
      const double jacobian = q / (e_nu * k_out);  // d cos theta / dq
      over_q += q_weight * jacobian *
                inclusive_cross_section(*lepton, W.of(channel.current(lepton->transfer)), probe_,
                                        channel.constants);
    }
    sum += 2 * s * s_weight * over_q;
  }
  return sum;
}

double ResponseTable::total_cross_section(double e_nu, double missing_energy, double t_max) const {
  const double t_end = std::min(t_max, e_nu - probe_.lepton_mass - missing_energy);
  double sum = 0;
  for (const Panel& panel : panels_) {
    if (panel.t_low < t_end) sum += integrate_panel(panel, t_max, e_nu, missing_energy);
  }
  return sum;
}

}  // namespace nereus
