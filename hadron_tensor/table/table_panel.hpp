#pragma once
// One interval of kinetic energy of a table of bilinears.

#include <cstddef>
#include <utility>
#include <vector>

#include "hadron_tensor/table/spin_bilinears.hpp"
#include "hadron_tensor/table/table_coordinates.hpp"
#include "hadron_tensor/table/table_kernel.hpp"

namespace nereus {

/// What all panels of a table share.
struct TableFrame {
  TableDomain domain;
  TableCoordinates coordinates;
  double barrier = 0;  ///< 2 pi eta sqrt(T) of the outgoing nucleon at small T, 0 without charge [MeV^1/2]

  /// s-wave penetrability without a nuclear field, up to a constant: s 2 pi eta/(e^{2 pi eta} - 1), eta ~
  /// 1/s. What is left of the bilinears after division by it has no essential singularity at threshold.
  /// \param s  sqrt(T) [MeV^1/2]
  double threshold_factor(double s) const;
};

/// Bilinears over threshold_factor at a stencil's point. \param with_a0  also those with a0, else zero
SpinBilinears interpolate(const StencilKernel& kernel, const Stencil& stencil, bool with_a0);

/// Chebyshev polynomials in s = sqrt(T) times quintic splines in w and u (see TableCoordinates).
class TablePanel {
 public:
  /// Splines through given values.
  /// \param values  bilinears over threshold_factor, by node [t][q][u]: t the zeros of T_8 in s, q uniform in
  ///                w over the domain at each T, u uniform with half a step at both ends
  TablePanel(double t_low, double t_high, int q_nodes, int u_nodes, const std::vector<SpinBilinears>& values);
  /// As stored: see nodes().
  TablePanel(double t_low, double t_high, int q_nodes, int u_nodes, std::vector<TableNode> nodes);

  double t_low() const { return t_low_; }    ///< [MeV]
  double t_high() const { return t_high_; }  ///< [MeV]
  int q_nodes() const { return q_nodes_; }
  int u_nodes() const { return u_nodes_; }
  /// Spline coefficients [q_nodes + 4][u_nodes + 6].
  const std::vector<TableNode>& nodes() const { return nodes_; }
  /// Their numbers: more than the nodes, because splines reach beyond the ends.
  static std::pair<std::size_t, std::size_t> stored(int q_nodes, int u_nodes);

  /// Where the values belong: node `i` in s, as kinetic energy, of a panel [MeV].
  static double t_node(double t_low, double t_high, int i);
  /// Node `i` of `q_nodes` momentum transfers at T [MeV].
  static double q_node(const TableFrame& frame, double T, int q_nodes, int i);
  static double u_node(int u_nodes, int i) { return (i + 0.5) / u_nodes; }

  /// What to sum for the bilinears over threshold_factor(s) at a point inside the panel.
  /// \param s sqrt(T); \param ridge p_N(T); \param q [MeV]
  Stencil stencil(const TableFrame& frame, double s, double ridge, double q, double cos_theta_n) const;

 private:
  double t_low_, t_high_, s_low_, s_high_;
  int q_nodes_, u_nodes_;
  std::vector<TableNode> nodes_;
};

}  // namespace nereus
