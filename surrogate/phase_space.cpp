#include "surrogate/phase_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "hadron_tensor/kinematics.hpp"

namespace nereus {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// Coordinates stay this far inside (0, 1), so that logarithms of Jacobians exist at the edges too.
constexpr double smallest_u = 1e-12;

double inside_unit_interval(double u) { return std::clamp(u, smallest_u, 1 - smallest_u); }

/// Keeps a value strictly between two bounds in spite of rounding.
double strictly_between(double value, double low, double high) {
  return std::clamp(value, std::nextafter(low, infinity), std::nextafter(high, -infinity));
}

/// Low branch of step 1: T = t_low sinh^2(a y), y in (0, 1), T(1) = t_split.
struct LowBranch {
  double t_low, a;
  LowBranch(double t_low_in, double t_split)
      : t_low(t_low_in), a(std::asinh(std::sqrt(t_split / t_low_in))) {}
  double t_at(double y) const {
    const double s = std::sinh(a * y);
    return t_low * s * s;
  }
  double y_at(double t) const { return std::asinh(std::sqrt(t / t_low)) / a; }
  double slope(double y) const { return t_low * a * std::sinh(2 * a * y); }
};

/// High branch: T = t_split + D v (2 - v), v = sinh(b y)/sinh(b), D = t_max - t_split.
struct HighBranch {
  double t_split, distance, b, sinh_b;
  HighBranch(double t_split_in, double t_max, double t_high)
      : t_split(t_split_in),
        distance(t_max - t_split_in),
        b(std::asinh(distance / t_high)),
        sinh_b(std::sinh(b)) {}
  double t_at(double y) const {
    const double v = std::sinh(b * y) / sinh_b;
    return t_split + distance * v * (2 - v);
  }
  double v_at(double t) const {
    const double x = (t - t_split) / distance;
    return x / (1 + std::sqrt(std::max(0.0, 1 - x)));  // = 1 - sqrt(1 - x) without cancellation
  }
  double y_at(double t) const { return std::asinh(v_at(t) * sinh_b) / b; }
  double slope(double y) const {
    const double v = std::sinh(b * y) / sinh_b;
    return 2 * distance * (1 - v) * b * std::cosh(b * y) / sinh_b;
  }
};

/// Truncated Cauchy density in q on (low, high), all differences formed without cancellation.
struct CauchyStep {
  double centre, width, low, angle;
  CauchyStep(double centre_in, double width_in, double low_in, double range)
      : centre(centre_in), width(width_in), low(low_in), angle(angle_to(range)) {}
  /// atan((low + d - centre)/width) - atan((low - centre)/width)
  double angle_to(double d) const {
    const double x = (low - centre) / width, y = x + d / width;
    return std::atan2(d / width, 1 + x * y);
  }
  /// Inverse: d with angle_to(d) = alpha.
  double distance_at(double alpha) const {
    const double x = (low - centre) / width, t = std::tan(alpha);
    return width * t * (1 + x * x) / (1 - x * t);
  }
};

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
    : options_(phase_space.coordinates),
      removal_energy_(phase_space.removal_energies.at(shell)),
      lepton_mass_(phase_space.lepton_mass),
      nucleon_mass_(phase_space.nucleon_mass),
      t_split_(std::min(options_.t_split_mev, 0.6 * t_max(centre(phase_space.e_nu_min)))) {}

double ShellCoordinates::t_split(const EventEnergies& at) const {
  return std::min(t_split_, 0.6 * t_max(at));
}

bool ShellCoordinates::contains(const PhasePoint& point) const {
  return point.omega > energies_of(point).missing_energy && point.omega < point.e_nu - lepton_mass_ &&
         std::abs(point.cos_theta_lepton) < 1 && std::abs(point.cos_theta_n) < 1 &&
         std::isfinite(point.phi_n);
}

double ShellCoordinates::lepton_momentum(double e_nu, double omega) const {
  const double e_out = e_nu - omega;
  return std::sqrt((e_out - lepton_mass_) * (e_out + lepton_mass_));
}

double ShellCoordinates::momentum_transfer(double e_nu, double omega, double cos_theta_lepton) const {
  const double k_out = lepton_momentum(e_nu, omega);
  const double low = e_nu - k_out;
  return std::sqrt(low * low + 2 * e_nu * k_out * (1 - cos_theta_lepton));
}

double ShellCoordinates::nucleon_momentum(double omega, double missing_energy) const {
  return nereus::nucleon_momentum(omega - missing_energy, nucleon_mass_);
}

double ShellCoordinates::omega_at(const EventEnergies& at, double u) const {
  const double split = t_split(at);
  const double t =
      u < split_u ? LowBranch(options_.t_low_mev, split).t_at(u / split_u)
                  : HighBranch(split, t_max(at), options_.t_high_mev).t_at((u - split_u) / (1 - split_u));
  return strictly_between(at.missing_energy + t, at.missing_energy, at.e_nu - lepton_mass_);
}

Coordinate ShellCoordinates::omega_coordinate(const EventEnergies& at, double omega) const {
  const double t = omega - at.missing_energy, split = t_split(at);
  if (t < split) {
    const LowBranch branch(options_.t_low_mev, split);
    const double y = inside_unit_interval(branch.y_at(t));
    return {y * split_u, std::log(branch.slope(y) / split_u)};
  }
  const HighBranch branch(split, t_max(at), options_.t_high_mev);
  const double y = inside_unit_interval(branch.y_at(t));
  return {split_u + y * (1 - split_u), std::log(branch.slope(y) / (1 - split_u))};
}

double ShellCoordinates::cos_theta_lepton_at(const EventEnergies& at, double omega, double u) const {
  const double k_out = lepton_momentum(at.e_nu, omega), low = at.e_nu - k_out;
  const CauchyStep step(nucleon_momentum(omega, at.missing_energy), options_.q_width_mev, low, 2 * k_out);
  const double d = step.distance_at(u * step.angle);
  return strictly_between(1 - d * (2 * low + d) / (2 * at.e_nu * k_out), -1, 1);
}

Coordinate ShellCoordinates::cos_theta_lepton_coordinate(const EventEnergies& at, double omega,
                                                         double cos_theta_lepton) const {
  const double k_out = lepton_momentum(at.e_nu, omega), low = at.e_nu - k_out;
  const CauchyStep step(nucleon_momentum(omega, at.missing_energy), options_.q_width_mev, low, 2 * k_out);
  const double q = momentum_transfer(at.e_nu, omega, cos_theta_lepton);
  const double d = 2 * at.e_nu * k_out * (1 - cos_theta_lepton) / (q + low);
  const double z = (q - step.centre) / step.width;
  // |d cos/du| = (dq/du) q/(k k'),  dq/du = angle width (1 + z^2)
  const double jacobian = step.angle * step.width * (1 + z * z) * q / (at.e_nu * k_out);
  return {inside_unit_interval(step.angle_to(d) / step.angle), std::log(jacobian)};
}

double ShellCoordinates::cos_theta_n_at(const EventEnergies& at, double omega, double cos_theta_lepton,
                                        double u) const {
  const double q = momentum_transfer(at.e_nu, omega, cos_theta_lepton),
               p = nucleon_momentum(omega, at.missing_energy);
  const double scale = options_.p_m_scale_mev * options_.p_m_scale_mev + (p - q) * (p - q), range = 4 * p * q;
  const double full = -std::expm1(-options_.p_m_power * std::log1p(range / scale));
  // Inverse of the truncated Lomax CDF, measured from the smallest p_m^2.
  const double distance = scale * std::expm1(-std::log1p(-u * full) / options_.p_m_power);
  return strictly_between(1 - 2 * distance / range, -1, 1);
}

Coordinate ShellCoordinates::cos_theta_n_coordinate(const EventEnergies& at, double omega,
                                                    double cos_theta_lepton, double cos_theta_n) const {
  const double q = momentum_transfer(at.e_nu, omega, cos_theta_lepton),
               p = nucleon_momentum(omega, at.missing_energy);
  const double scale = options_.p_m_scale_mev * options_.p_m_scale_mev + (p - q) * (p - q), range = 4 * p * q;
  const double distance = 0.5 * range * (1 - cos_theta_n);
  const double power = options_.p_m_power;
  const double full = -std::expm1(-power * std::log1p(range / scale));
  const double growth = std::log1p(distance / scale);
  // |d cos/du| = (2/range) d(distance)/du,  d(distance)/du = full scale/power (1 + distance/scale)^(power +
  // 1)
  const double log_jacobian = std::log(2 * full * scale / (power * range)) + (power + 1) * growth;
  return {inside_unit_interval(-std::expm1(-power * growth) / full), log_jacobian};
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
