#include "surrogate/phase_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

/// With the logarithm of its Jacobian.
Coordinate with_logarithm(const real::StepCoordinate<double>& coordinate) {
  return {coordinate.u, std::log(coordinate.jacobian)};
}

}  // namespace

void CoordinateOptions::visit(FieldVisitor& visitor) {
  visitor.field("t_split_mev", t_split_mev, "below, the T coordinate does not depend on E_nu", {1, 200});
  visitor.field("t_low_mev", t_low_mev, "T spacing: square root below, logarithmic above", {1e-3, 50});
  visitor.field("t_high_mev", t_high_mev, "scale of the T spacing above t_split_mev", {1, 1e4});
  visitor.field("q_width_mev", q_width_mev, "half width of the Cauchy density around q = p_N", {1, 1e4});
  visitor.field("p_m_scale_mev", p_m_scale_mev, "scale of the Lomax density in p_m^2", {1, 1e4});
  visitor.field("p_m_power", p_m_power, "power of its tail", {0.1, 20});
}

namespace {

/// \throws InputError if there is none
std::size_t shell_of_name(const std::vector<Shell>& shells, const std::string& name) {
  for (std::size_t shell = 0; shell < shells.size(); ++shell) {
    if (label(shells[shell]) == name) return shell;
  }
  throw InputError(fmt::format("flow.vary_missing_energy: '{}' is no shell that the probe empties", name));
}

std::vector<MissingEnergyRange> missing_energy_ranges(const CrossSection& cross_section,
                                                      const WordOrTable& table) {
  std::vector<MissingEnergyRange> ranges;
  if (table.is_word()) return ranges;
  ranges.resize(cross_section.shells().size());
  for (const auto& [name, half] : table.table) {
    const std::size_t shell = shell_of_name(cross_section.shells(), name);
    const ShellStrength& strength = cross_section.strength(shell);
    if (strength.is_delta()) {
      throw InputError(
          fmt::format("shell {} has no width, so its missing energy cannot vary (flow.vary_missing_energy); "
                      "give it one in "
                      "model.width",
                      name));
    }
    ranges[shell] = {std::max(strength.threshold(), strength.centre() - half), strength.centre() + half};
  }
  return ranges;
}

}  // namespace

PhaseSpaceModel make_phase_space(const CrossSection& cross_section, double e_nu_min, double e_nu_max,
                                 const CoordinateOptions& coordinates, const ConditionOptions& conditions) {
  PhaseSpaceModel model;
  model.shells = cross_section.shells();
  model.lepton_mass = cross_section.probe().lepton_mass;
  model.nucleon_mass = cross_section.constants().nucleon_mass;
  model.e_nu_min = e_nu_min;
  model.e_nu_max = e_nu_max;
  model.coordinates = coordinates;
  model.parameters = parameter_conditions(conditions);
  for (const Condition& parameter : model.parameters) model.parameter_values.push_back(parameter.centre());
  model.missing_energies = missing_energy_ranges(cross_section, conditions.missing_energy);
  if (!(e_nu_max > e_nu_min)) {
    throw InputError(fmt::format("empty range of neutrino energies (e_nu_min_mev = {}, e_nu_max_mev = {})",
                                 e_nu_min, e_nu_max));
  }
  for (std::size_t shell = 0; shell < model.shells.size(); ++shell) {
    model.removal_energies.push_back(cross_section.removal_energy(shell));
    const double largest = model.missing_energies.empty() || model.missing_energies[shell].is_none()
                               ? model.removal_energies.back()
                               : model.missing_energies[shell].high;
    const double threshold = largest + model.lepton_mass;
    if (!(e_nu_min > threshold)) {
      throw InputError(fmt::format(
          "shell {} cannot be emptied at {} MeV (its threshold is {:.3f} MeV); raise e_nu_min_mev",
          label(model.shells[shell]), e_nu_min, threshold));
    }
  }
  return model;
}

ShellCoordinates::ShellCoordinates(const PhaseSpaceModel& phase_space, std::size_t shell)
    : removal_energy_(phase_space.removal_energies.at(shell)) {
  const CoordinateOptions& options = phase_space.coordinates;
  constants_.lepton_mass = phase_space.lepton_mass;
  constants_.nucleon_mass = phase_space.nucleon_mass;
  const std::vector<double>& trained = phase_space.trained_removal_energies;
  const double trained_energy = trained.empty() ? removal_energy_ : trained.at(shell);
  constants_.t_split = std::min(options.t_split_mev, 0.6 * t_max({phase_space.e_nu_min, trained_energy}));
  constants_.t_low = options.t_low_mev;
  constants_.t_high = options.t_high_mev;
  constants_.q_width = options.q_width_mev;
  constants_.p_m_scale = options.p_m_scale_mev;
  constants_.p_m_power = options.p_m_power;
}

bool ShellCoordinates::contains(const PhasePoint& point) const {
  return point.omega > energies_of(point).missing_energy &&
         point.omega < point.e_nu - constants_.lepton_mass && std::abs(point.cos_theta_lepton) < 1 &&
         std::abs(point.cos_theta_n) < 1 && std::isfinite(point.phi_n);
}

real::OmegaKinematics<double> ShellCoordinates::kinematics(const EventEnergies& at, double omega) const {
  return {constants_, at.e_nu, at.missing_energy, omega};
}

double ShellCoordinates::omega_at(const EventEnergies& at, double u) const {
  const double t = real::OmegaStep<double>(constants_, t_max(at)).t_at(u);
  return real::strictly_between(at.missing_energy + t, at.missing_energy, at.e_nu - constants_.lepton_mass);
}

Coordinate ShellCoordinates::omega_coordinate(const EventEnergies& at, double omega) const {
  const real::OmegaStep<double> step(constants_, t_max(at));
  return with_logarithm(step.coordinate(omega - at.missing_energy));
}

double ShellCoordinates::cos_theta_lepton_at(const EventEnergies& at, double omega, double u) const {
  return real::LeptonStep<double>(constants_, kinematics(at, omega)).cos_theta_at(u);
}

Coordinate ShellCoordinates::cos_theta_lepton_coordinate(const EventEnergies& at, double omega,
                                                         double cos_theta_lepton) const {
  const real::LeptonStep<double> step(constants_, kinematics(at, omega));
  return with_logarithm(step.coordinate(cos_theta_lepton));
}

real::NucleonStep<double> ShellCoordinates::nucleon_step(const EventEnergies& at, double omega,
                                                         double cos_theta_lepton) const {
  const real::OmegaKinematics<double> momenta = kinematics(at, omega);
  return {constants_, momenta.momentum_transfer(cos_theta_lepton), momenta.p};
}

double ShellCoordinates::cos_theta_n_at(const EventEnergies& at, double omega, double cos_theta_lepton,
                                        double u) const {
  return nucleon_step(at, omega, cos_theta_lepton).cos_theta_at(u);
}

Coordinate ShellCoordinates::cos_theta_n_coordinate(const EventEnergies& at, double omega,
                                                    double cos_theta_lepton, double cos_theta_n) const {
  return with_logarithm(nucleon_step(at, omega, cos_theta_lepton).coordinate(cos_theta_n));
}

PhasePoint ShellCoordinates::physics_point(const CubePoint& cube) const {
  PhasePoint point;
  point.e_nu = cube.e_nu;
  point.phi_n = cube.phi_n;
  point.missing_energy = cube.missing_energy;
  const EventEnergies at = energies_of(point);
  point.omega = omega_at(at, cube.u[0]);
  point.cos_theta_lepton = cos_theta_lepton_at(at, point.omega, cube.u[1]);
  point.cos_theta_n = cos_theta_n_at(at, point.omega, point.cos_theta_lepton, cube.u[2]);
  return point;
}

CubePoint ShellCoordinates::cube_point(const PhasePoint& point) const {
  const EventEnergies at = energies_of(point);
  const Coordinate first = omega_coordinate(at, point.omega);
  const Coordinate second = cos_theta_lepton_coordinate(at, point.omega, point.cos_theta_lepton);
  const Coordinate third = cos_theta_n_coordinate(at, point.omega, point.cos_theta_lepton, point.cos_theta_n);
  return {point.e_nu,
          {first.u, second.u, third.u},
          point.phi_n,
          first.log_jacobian + second.log_jacobian + third.log_jacobian,
          point.missing_energy};
}

}  // namespace nereus
