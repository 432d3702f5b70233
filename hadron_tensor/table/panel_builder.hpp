#pragma once
// Panels of a table, refined where a comparison with the amplitudes asks for it.

#include <algorithm>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/shell_transition.hpp"
#include "hadron_tensor/table/table_panel.hpp"

namespace nereus {

/// What the interpolation may miss, relative to the strength: the sum of the squared amplitudes times the
/// density of states, or 1e-6 of the largest strength at this or lower energies where it is below that.
struct TableTolerance {
  double rms = 4e-6;      ///< weighted with the strength
  double largest = 3e-4;  ///< of any point
};

/// Computes bilinears and turns them into panels.
class PanelBuilder {
 public:
  /// \param transition  see TableRequest::amplitude_model
  /// \param density  factor on the number of nodes to begin with
  PanelBuilder(const ShellTransition& transition, const TableFrame& frame, const TableTolerance& tolerance,
               double density);

  /// Panels from t_low to t_high [MeV], in order: halved, or given more nodes, until random points between
  /// the nodes are met, or more nodes bring nothing (the amplitudes have no more digits): the certificate
  /// decides whether that is enough. \throws ConvergenceError if a panel becomes too narrow or too large
  std::vector<TablePanel> build(double t_low, double t_high, Threads threads) const;

  /// Bilinears over the threshold factor at one T and several (q, directions), the layout of the transfers.
  std::vector<std::vector<SpinBilinears>> exact(double T,
                                                const std::vector<ShellTransition::Directions>& at) const;

 private:
  struct Size {
    int q_nodes, u_nodes;
  };
  struct Deviation {
    double rms = 0, largest = 0;
    /// In units of the tolerance: at most 1 is good enough.
    double over(const TableTolerance& tolerance) const {
      return std::max(rms / tolerance.rms, largest / tolerance.largest);
    }
  };
  enum class Places { between_all, at_t_nodes, at_t_and_q_nodes };

  std::vector<double> largest_strengths() const;
  double floor_of_strength(double T) const;
  Size first_size(double t_low, double t_high) const;
  TablePanel make_panel(double t_low, double t_high, Size size, Threads threads) const;
  Deviation deviation(const TablePanel& panel, Places places, Threads threads) const;
  void refine(double t_low, double t_high, Size size, Threads threads, std::vector<TablePanel>& result) const;

  const ShellTransition& transition_;
  TableFrame frame_;
  TableTolerance tolerance_;
  double density_;
  std::vector<double> energies_;   ///< at which the largest strength was looked for [MeV]
  std::vector<double> strengths_;  ///< largest at this energy or below
};

}  // namespace nereus
