#include "hadron_tensor/table/table_panel.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "hadron_tensor/table/uniform_spline.hpp"

namespace nereus {
namespace {

constexpr int q_margin = spline_margin(SplineEnd::not_a_knot);
constexpr int u_margin = spline_margin(SplineEnd::even);

/// Bilinears are stored times these powers of two, so that the small ones are not lost in the rounding of a
/// row to its largest number.
constexpr float storage_factor[bilinear_count] = {
    1, 4, 1, 2, 2, 4, 1, 2, 2, 1, 1, 1,  // even
    2, 2, 1, 1, 2, 2, 4, 4, 1, 1, 2, 2,  // odd
    1, 1, 1, 1, 1, 1,                    // with a0
};

/// Matrix that turns values at the zeros of T_8 into the coefficients of T_0 ... T_7.
Eigen::MatrixXd chebyshev_analysis() {
  constexpr int n = table_t_nodes;
  Eigen::MatrixXd matrix(n, n);
  for (int j = 0; j < n; ++j) {
    for (int i = 0; i < n; ++i)
      matrix(j, i) = (j == 0 ? 1.0 : 2.0) / n * std::cos(j * M_PI * (n - i - 0.5) / n);
  }
  return matrix;
}

/// A float's bits, and back.
std::uint32_t bits_of(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}
float float_of(std::uint32_t bits) {
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

/// The upper half of a scale with which integers of 15 bits reach the largest of some numbers.
std::uint32_t upper_half_of_scale(double largest) {
  constexpr double largest_integer = 32767;
  return (bits_of(static_cast<float>(largest / largest_integer)) >> 16) + 1;
}

std::vector<TableNode> empty_nodes(int q_nodes, int u_nodes) {
  const auto [q_stored, u_stored] = TablePanel::stored(q_nodes, u_nodes);
  return std::vector<TableNode>(q_stored * u_stored);
}

TableRow rounded(const Eigen::ArrayXd& values) {
  constexpr int with_a0 = bilinear_count - plain_bilinears;
  TableRow row;
  const std::uint32_t plain_half = upper_half_of_scale(values.head(plain_bilinears).abs().maxCoeff());
  const std::uint32_t a0_half = upper_half_of_scale(values.tail(with_a0).abs().maxCoeff());
  row.plain_scale = float_of(plain_half << 16 | a0_half);
  for (int i = 0; i < bilinear_count; ++i) {
    const double scale = i < plain_bilinears ? row.plain_scale : row.a0_scale();
    row.values[i] = static_cast<std::int16_t>(std::lround(values[i] / scale));
  }
  return row;
}

Eigen::ArrayXd values_of(const TableRow& row) {
  Eigen::ArrayXd values(bilinear_count);
  for (int i = 0; i < bilinear_count; ++i)
    values[i] = double(row.values[i]) * (i < plain_bilinears ? row.plain_scale : row.a0_scale());
  return values;
}

}  // namespace

double TableFrame::threshold_factor(double s) const {
  return barrier > 0 ? barrier / std::expm1(barrier / s) : s;
}

SpinBilinears interpolate(const StencilKernel& kernel, const Stencil& stencil, bool with_a0) {
  float sums[stencil_sums] = {};
  kernel.sum_plain(stencil, sums);
  if (with_a0) kernel.sum_a0(stencil, sums);
  SpinBilinears result;
  for (int i = 0; i < bilinear_count; ++i) result[i] = sums[i] / storage_factor[i];
  return result;
}

std::pair<std::size_t, std::size_t> TablePanel::stored(int q_nodes, int u_nodes) {
  return {static_cast<std::size_t>(q_nodes + 2 * q_margin), static_cast<std::size_t>(u_nodes + 2 * u_margin)};
}

TablePanel::TablePanel(double t_low, double t_high, int q_nodes, int u_nodes, std::vector<TableNode> nodes)
    : t_low_(t_low),
      t_high_(t_high),
      s_low_(std::sqrt(t_low)),
      s_high_(std::sqrt(t_high)),
      q_nodes_(q_nodes),
      u_nodes_(u_nodes),
      nodes_(std::move(nodes)) {
  const auto [q_stored, u_stored] = stored(q_nodes, u_nodes);
  if (nodes_.size() != q_stored * u_stored) {
    throw std::invalid_argument("a panel's numbers do not fill its nodes");
  }
}

TablePanel::TablePanel(double t_low, double t_high, int q_nodes, int u_nodes,
                       const std::vector<SpinBilinears>& values)
    : TablePanel(t_low, t_high, q_nodes, u_nodes, empty_nodes(q_nodes, u_nodes)) {
  const Eigen::MatrixXd to_t = chebyshev_analysis();
  const Eigen::MatrixXd to_q = spline_analysis(q_nodes, SplineEnd::not_a_knot);
  const Eigen::MatrixXd to_u[] = {spline_analysis(u_nodes, SplineEnd::even),
                                  spline_analysis(u_nodes, SplineEnd::odd)};
  const std::size_t per_t = static_cast<std::size_t>(q_nodes) * u_nodes;
  const Eigen::Index node_count = static_cast<Eigen::Index>(nodes_.size());
  // Coefficients by node and bilinear, of one Chebyshev polynomial after the other.
  std::vector<Eigen::ArrayXXd> by_order(table_t_nodes, Eigen::ArrayXXd::Zero(node_count, bilinear_count));
  Eigen::MatrixXd at_t(u_nodes, q_nodes);
  for (int lane = 0; lane < bilinear_count; ++lane) {
    for (int t = 0; t < table_t_nodes; ++t) {
      for (std::size_t node = 0; node < per_t; ++node)
        at_t(node) = storage_factor[lane] * values[t * per_t + node][lane];
      const Eigen::MatrixXd spline = to_u[is_odd(lane)] * at_t * to_q.transpose();
      const Eigen::Map<const Eigen::ArrayXd> flat(spline.data(), node_count);
      for (int order = 0; order < table_t_nodes; ++order) by_order[order].col(lane) += to_t(order, t) * flat;
    }
  }
  for (int order = 0; order < table_t_nodes; ++order) {
    for (Eigen::Index node = 0; node < node_count; ++node) {
      const Eigen::ArrayXd exact = by_order[order].row(node);
      TableRow& row = nodes_[node].rows[order];
      row = rounded(exact);
      if (order == 0) nodes_[node].rows[table_t_nodes] = rounded(exact - values_of(row));
    }
  }
}

double TablePanel::t_node(double t_low, double t_high, int i) {
  const double x = -std::cos(M_PI * (i + 0.5) / table_t_nodes);
  const double s_low = std::sqrt(t_low), s_high = std::sqrt(t_high);
  const double s = 0.5 * (s_low + s_high) + 0.5 * (s_high - s_low) * x;
  return s * s;
}

double TablePanel::q_node(const TableFrame& frame, double T, int q_nodes, int i) {
  const TableCoordinates& coordinates = frame.coordinates;
  const double ridge = coordinates.ridge(T);
  const double w_low = coordinates.w_of(ridge, frame.domain.q_low(T));
  const double w_high = coordinates.w_of(ridge, frame.domain.q_high(T));
  return coordinates.q_of(ridge, w_low + (w_high - w_low) * i / (q_nodes - 1));
}

Stencil TablePanel::stencil(const TableFrame& frame, double s, double ridge, double q,
                            double cos_theta_n) const {
  const TableCoordinates& coordinates = frame.coordinates;
  const double T = s * s;
  const double w_low = coordinates.w_of(ridge, frame.domain.q_low(T));
  const double w_high = coordinates.w_of(ridge, frame.domain.q_high(T));
  const double w = coordinates.w_of(ridge, q);
  const double along_q = w_high > w_low ? (w - w_low) / (w_high - w_low) * (q_nodes_ - 1) : 0;
  const double along_u = coordinates.u_of(cos_theta_n, coordinates.compression(ridge, q)) * u_nodes_ - 0.5;
  const int i = std::clamp(static_cast<int>(along_q), 0, q_nodes_ - 2);
  const int j = std::clamp(static_cast<int>(along_u + 1) - 1, -1, u_nodes_ - 1);
  const std::size_t u_stored = stored(q_nodes_, u_nodes_).second;
  Stencil result;
  result.q_stride = u_stored;
  result.first = &nodes_[static_cast<std::size_t>(i + q_margin - spline_before) * u_stored +
                         static_cast<std::size_t>(j + u_margin - spline_before)];
  const auto q_weights = spline_weights(along_q - i), u_weights = spline_weights(along_u - j);
  for (int k = 0; k < spline_points; ++k) {
    result.q[k] = static_cast<float>(q_weights[k]);
    result.u[k] = static_cast<float>(u_weights[k]);
  }
  const double x = (2 * s - s_low_ - s_high_) / (s_high_ - s_low_);
  double before = 1, here = x;
  for (int k = 0; k < table_t_nodes; ++k) {
    result.t[k] = static_cast<float>(before);
    const double next = 2 * x * here - before;
    before = here;
    here = next;
  }
  result.t[table_t_nodes] = result.t[0];
  return result;
}

}  // namespace nereus
