#pragma once
// Waves of the outgoing nucleon in the mean field, all partial waves at one energy.

#include <Eigen/Core>
#include <complex>
#include <vector>

#include "base/constants.hpp"
#include "hadron_tensor/radial_equation.hpp"
#include "hadron_tensor/resonances.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

/// Index of the partial wave (l, j) in all tables: 0 for s1/2, then 2l - 1 for j = l - 1/2 and 2l for
/// j = l + 1/2.
inline int partial_wave_index(int l, int two_j) { return two_j > 2 * l ? 2 * l : 2 * l - 1; }
inline int partial_wave_count(int l_max) { return 2 * l_max + 1; }

/// Radial waves u_lj(r) at one energy on a coarse uniform grid r_i = i * step, i = 1 ... size.
struct ContinuumWaves {
  double k = 0;     ///< wave number [fm^-1]
  double B0 = 0;    ///< hbar^2/2m* at infinity [MeV fm^2]
  double eta = 0;   ///< Sommerfeld parameter
  double step = 0;  ///< [fm]
  int l_max = 0;
  Eigen::ArrayXXd u;  ///< rows: radii, columns: partial waves; -> sin(kr - ... + sigma_l + delta_lj)
  std::vector<std::complex<double>> phase;  ///< e^{i(sigma_l + delta_lj)}
  std::vector<double> delta;                ///< nuclear phase shifts modulo pi [rad]
};

/// Solves the radial equation of one isospin in a fixed mean field. Immutable and thread-safe.
///
/// Quasi-bound states are not part of this continuum: within `quasi_bound_window` of one, its partial wave is
/// the one at the nearer edge, so that what is made from the waves is finite and no quadrature need meet the
/// peak.
class ContinuumSolver {
 public:
  /// \param accuracy  aimed-at relative accuracy of amplitudes; sets step, matching radius and l_max
  /// \throws ConvergenceError if bound states or potential have not ended where the field's grid ends
  ContinuumSolver(const MeanField& field, Isospin isospin, const PhysicalConstants& constants,
                  double accuracy);

  /// All partial waves that the bound states can reach.
  /// \param kinetic_energy of the outgoing nucleon [MeV], > 0
  /// \param q_max  largest momentum transfer the waves will be used with [MeV]; sets the radial step
  /// \throws ConvergenceError if the partial waves do not end, or the energy is so high that the field's step
  ///         is four times too coarse (T of several GeV)
  ContinuumWaves solve(double kinetic_energy, double q_max) const;

  /// Resonances up to 30 MeV that are part of the waves, and those that are not, in order of energy.
  const std::vector<Resonance>& resonances() const { return resonances_; }
  const std::vector<Resonance>& quasi_bound() const { return quasi_bound_; }
  static constexpr double quasi_bound_window = 1e-3;  ///< [MeV]

  /// A quasi-bound state on the grid of the waves at its energy: its own column normalised to one, the others
  /// 0.
  ContinuumWaves discrete_wave(const Resonance& state, double q_max) const;

  /// Kinetic energy under which the Coulomb barrier leaves nothing (e^{-2 pi eta} < 1e-35) [MeV].
  double lowest_energy() const { return equation_.lowest_energy(); }

 private:
  struct Grid;
  struct Replacement;
  void require_whole_field(const MeanField& field) const;
  Grid choose_grid(double kinetic_energy, double q_max) const;
  std::vector<Replacement> replacements(double kinetic_energy) const;
  ContinuumWaves empty_waves(const Grid& grid, double kinetic_energy) const;
  ContinuumWaves solve_on(const Grid& grid, double kinetic_energy) const;
  void solve_distorted(const Grid& grid, double E, double k, double eta, int l_distorted,
                       ContinuumWaves& waves) const;
  Eigen::ArrayXd reach_at(const Eigen::ArrayXd& radii) const;

  RadialEquation equation_;
  double accuracy_, hbar_c_;
  double r_bound_ = 0;          ///< beyond it the bound states are negligible [fm]
  double r_field_ = 0;          ///< beyond it the nuclear potential is negligible [fm]
  Eigen::ArrayXd bound_reach_;  ///< largest |u| of the bound orbitals
  std::vector<Resonance> resonances_, quasi_bound_;
};

}  // namespace nereus
