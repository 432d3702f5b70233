#pragma once
// Responses of one shell interpolated in (T, q): what the total cross section is integrated from.

#include <Eigen/Core>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {

/// Operator responses on Chebyshev nodes: panels in T, each with its own range of q. Panels are halved where
/// the Chebyshev coefficients in T do not fall (resonances, threshold). The energy transfer enters with the
/// current, so that one table serves every missing energy.
class ResponseTable {
 public:
  /// Domain: all (T, q) that neutrinos up to e_nu_max reach.
  /// \param lowest_missing_energy  smallest E_m that will be asked for [MeV]
  /// \param tolerance error of the integral over T relative to the whole
  /// \throws ConvergenceError if a panel would become narrower than 0.1 eV
  ResponseTable(const ShellTransition& transition, const Probe& probe, double lowest_missing_energy,
                double e_nu_max, double tolerance, Threads threads);

  /// d sigma integrated over omega and lepton angle at one missing energy [fm^2], actual occupation.
  /// \param t_max  only nucleons of a kinetic energy below this [MeV]
  double total_cross_section(double e_nu, double missing_energy, double t_max) const;

  std::size_t panels() const { return panels_.size(); }

 private:
  struct Panel {
    double t_low, t_high;          // kinetic energies [MeV]
    double q_low, q_high;          // [MeV]
    Eigen::MatrixXd coefficients;  // (pairs of operators * q nodes) x T nodes, Chebyshev coefficients in both
  };
  Panel make_panel(double t_low, double t_high, Threads threads) const;
  double integrate_panel(const Panel& panel, double t_max, double e_nu, double missing_energy) const;

  const ShellTransition& transition_;
  Probe probe_;
  double lowest_missing_energy_, e_nu_max_;
  std::vector<Panel> panels_;
};

}  // namespace nereus
