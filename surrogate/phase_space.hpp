#pragma once
// Phase space of one exclusive channel, and the unit-cube coordinates in which the cross section is tame.

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/options.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "surrogate/conditions.hpp"
#include "surrogate/phase_space_steps.hpp"

namespace nereus {

/// Constants of the coordinates. They change how fast a flow learns, never what is right.
struct CoordinateOptions {
  double t_split_mev = 40;     ///< below, the T coordinate does not depend on E_nu: resonances stay put
  double t_low_mev = 1;        ///< T/T_low < 1: square-root spacing, above: logarithmic
  double t_high_mev = 100;     ///< scale of the spacing above t_split
  double q_width_mev = 150;    ///< half width of the Cauchy density around the quasi-elastic ridge
  double p_m_scale_mev = 150;  ///< of the Lomax density in p_m^2
  double p_m_power = 1;        ///< exponent of its tail: 1 leaves room for large p_m
  void visit(FieldVisitor& visitor);
};

/// What the phase space of a channel depends on.
struct PhaseSpaceModel {
  std::vector<Shell> shells;
  std::vector<double> removal_energies;  ///< of each shell: the missing energy that is trained at [MeV]
  /// Those of the training: the coordinates stay the same when a flow serves a model with others. Empty: the
  /// same [MeV]
  std::vector<double> trained_removal_energies{};
  double lepton_mass = 0;   ///< [MeV]
  double nucleon_mass = 0;  ///< M of the kinematics [MeV]
  double e_nu_min = 200;    ///< [MeV]
  double e_nu_max = 1000;   ///< [MeV]
  CoordinateOptions coordinates;
  std::vector<Condition> parameters;                 ///< of the model, that the flow is told
  std::vector<double> parameter_values;              ///< in the model at hand, same order
  std::vector<MissingEnergyRange> missing_energies;  ///< of each shell, that the flow is told; empty: of none
};

/// Phase space of a cross section. Parameters that are conditions get the values at their centres.
/// \throws InputError if a shell cannot be emptied at e_nu_min (below its threshold), or if a shell whose
///         missing energy is a condition has no width
PhaseSpaceModel make_phase_space(const CrossSection& cross_section, double e_nu_min, double e_nu_max,
                                 const CoordinateOptions& coordinates = {},
                                 const ConditionOptions& conditions = {});

/// A physics variable seen from the unit interval.
struct Coordinate {
  double u = 0;             ///< in (0, 1)
  double log_jacobian = 0;  ///< ln |d variable / d u|
};

/// What is known of an event before its angles and omega are drawn.
struct EventEnergies {
  double e_nu = 0;            ///< [MeV]
  double missing_energy = 0;  ///< E_m = omega - T [MeV]
};

/// A point of phase space with the azimuth left alone.
struct CubePoint {
  double e_nu = 0;                         ///< [MeV]
  std::array<double, 3> u{};               ///< coordinates of omega, cos theta_l, cos theta_n in (0, 1)
  double phi_n = 0;                        ///< [rad]
  double log_jacobian = 0;                 ///< ln |d(omega, cos theta_l, cos theta_n)/d(u1, u2, u3)| [MeV]
  std::optional<double> missing_energy{};  ///< [MeV]; unset: the removal energy of the shell
};

/// Coordinates of one shell: three steps, each invertible in closed form given the steps before it.
///
///  1. T = omega - E_m in (0, T_max): T = T_low sinh^2(a y) below t_split, growing bins above and
///     1 - u ~ sqrt(T_max - T) at the edge, where the cross section falls with the lepton momentum.
///  2. q instead of theta_l: Cauchy CDF centred on p_N(T), truncated to |k - k'| < q < k + k'.
///  3. p_m = |p_N - q| instead of theta_n: Lomax CDF in p_m^2, truncated to its range.
///
/// E_m may be any missing energy that leaves room for the lepton: the phase space is that of a shell with
/// this removal energy. Points whose E_m is unset lie at the shell's removal energy.
///
/// \source PHYSICS Sec. 3 (kinematics); the feasibility study (coordinates made most of the difference)
class ShellCoordinates {
 public:
  /// The T coordinate changes from its low to its high branch here.
  static constexpr double split_u = real::split_u;

  ShellCoordinates(const PhaseSpaceModel& phase_space, std::size_t shell);

  /// Largest kinetic energy of the nucleon, E_nu - m_l - E_m [MeV].
  double t_max(const EventEnergies& at) const { return at.e_nu - constants_.lepton_mass - at.missing_energy; }
  double removal_energy() const { return removal_energy_; }
  /// Energies of an event at the shell's removal energy.
  EventEnergies centre(double e_nu) const { return {e_nu, removal_energy_}; }
  EventEnergies energies_of(const PhasePoint& point) const {
    return {point.e_nu, point.missing_energy.value_or(removal_energy_)};
  }
  /// Strictly inside the phase space of the point's E_m (any phi_n).
  bool contains(const PhasePoint& point) const;

  /// Step 1. \param u in (0, 1) \return omega [MeV], strictly inside its range
  double omega_at(const EventEnergies& at, double u) const;
  Coordinate omega_coordinate(const EventEnergies& at, double omega) const;
  /// Step 2, given omega inside its range.
  double cos_theta_lepton_at(const EventEnergies& at, double omega, double u) const;
  Coordinate cos_theta_lepton_coordinate(const EventEnergies& at, double omega,
                                         double cos_theta_lepton) const;
  /// Step 3, given omega and cos theta_l inside their ranges.
  double cos_theta_n_at(const EventEnergies& at, double omega, double cos_theta_lepton, double u) const;
  Coordinate cos_theta_n_coordinate(const EventEnergies& at, double omega, double cos_theta_lepton,
                                    double cos_theta_n) const;

  /// All steps. The point's phi_n and E_m are copied.
  PhasePoint physics_point(const CubePoint& cube) const;
  /// \param point strictly inside phase space
  CubePoint cube_point(const PhasePoint& point) const;

  const StepConstants& constants() const { return constants_; }
  /// Momenta at omega inside its range.
  real::OmegaKinematics<double> kinematics(const EventEnergies& at, double omega) const;

 private:
  real::NucleonStep<double> nucleon_step(const EventEnergies& at, double omega,
                                         double cos_theta_lepton) const;

  double removal_energy_;
  StepConstants constants_;
};

}  // namespace nereus
