#include "hadron_tensor/table/certificate_points.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {
namespace {

constexpr double share_of_panels = 1.0 / 3;

}  // namespace

CertificatePoints::CertificatePoints(const CrossSection& cross_section, const ShellTable& table,
                                     std::size_t shell)
    : table_(table),
      missing_energy_(cross_section.removal_energy(shell)),
      lepton_mass_(cross_section.probe().lepton_mass),
      e_nu_min_(missing_energy_ + lepton_mass_ + table.frame.domain.t_min) {}

/// Mixture of T = T_max v^2 and of panels all alike, flat in sqrt(T) inside.
double CertificatePoints::ridge_density_of_t(double T, double t_max) const {
  double open = 0, inside = 0;
  for (const TablePanel& panel : table_.panels) {
    if (panel.t_low() >= t_max) continue;
    ++open;
    if (T < panel.t_low() || T >= panel.t_high()) continue;
    inside = 1 / (2 * std::sqrt(T) * (std::sqrt(std::min(panel.t_high(), t_max)) - std::sqrt(panel.t_low())));
  }
  return (1 - share_of_panels) / (2 * std::sqrt(T * t_max)) + share_of_panels * inside / open;
}

DrawnPoint CertificatePoints::along_ridge(RandomStream& random) const {
  while (true) {
    const double e_nu = e_nu_min_ + (e_nu_max() - e_nu_min_) * random.uniform();
    const double t_max = e_nu - lepton_mass_ - missing_energy_;
    double T = 0;
    if (random.uniform() > share_of_panels) {
      T = t_max * std::pow(random.uniform(), 2);
    } else {
      const auto open = std::count_if(table_.panels.begin(), table_.panels.end(),
                                      [&](const TablePanel& panel) { return panel.t_low() < t_max; });
      const TablePanel& panel = table_.panels[static_cast<std::size_t>(random.uniform() * double(open))];
      const double low = std::sqrt(panel.t_low()), high = std::sqrt(std::min(panel.t_high(), t_max));
      T = std::pow(low + (high - low) * random.uniform(), 2);
    }
    if (T <= table_.frame.domain.t_min) continue;
    auto drawn = at(e_nu, T, random);
    if (!drawn) continue;
    drawn->density *= ridge_density_of_t(T, t_max) / (e_nu_max() - e_nu_min_);
    return *drawn;
  }
}

/// Flat in w and u of the table, within what E_nu and T allow.
std::optional<DrawnPoint> CertificatePoints::at(double e_nu, double T, RandomStream& random) const {
  const TableCoordinates& map = table_.frame.coordinates;
  DrawnPoint drawn;
  drawn.point.e_nu = e_nu;
  drawn.point.missing_energy = missing_energy_;
  drawn.point.omega = T + missing_energy_;
  const double e_out = e_nu - drawn.point.omega;
  if (e_out <= lepton_mass_) return std::nullopt;
  const double k_out = std::sqrt((e_out - lepton_mass_) * (e_out + lepton_mass_));
  const double ridge = map.ridge(T);
  const double w_low = map.w_of(ridge, e_nu - k_out), w_high = map.w_of(ridge, e_nu + k_out);
  const double q = map.q_of(ridge, w_low + (w_high - w_low) * random.uniform());
  const double u = random.uniform();
  drawn.point.cos_theta_lepton =
      std::clamp((e_nu * e_nu + k_out * k_out - q * q) / (2 * e_nu * k_out), -1.0, 1.0);
  const double compression = map.compression(ridge, q);
  drawn.point.cos_theta_n = map.cos_theta_of(u, compression);
  drawn.point.phi_n = 2 * M_PI * random.uniform();
  const double c = std::cos(0.5 * M_PI * u), s = compression * std::sin(0.5 * M_PI * u);
  // theta = 2 atan2(s, c): d cos theta/du = sin theta d theta/du
  const double cos_per_u = 2 * s * c / (c * c + s * s) * M_PI * compression / (c * c + s * s);
  const double q_per_w = std::hypot(map.q0, q - ridge);
  const double cos_per_q = q / (e_nu * k_out);
  drawn.density = 1 / ((w_high - w_low) * q_per_w * cos_per_q * cos_per_u * 2 * M_PI);
  if (!(cos_per_u > 0) || !std::isfinite(drawn.density)) return std::nullopt;
  return drawn;
}

PhasePoint CertificatePoints::flat(RandomStream& random) const {
  PhasePoint point;
  point.missing_energy = missing_energy_;
  point.e_nu = e_nu_min_ + (e_nu_max() - e_nu_min_) * random.uniform();
  point.omega = missing_energy_ + (point.e_nu - lepton_mass_ - missing_energy_) * random.uniform();
  point.cos_theta_lepton = 2 * random.uniform() - 1;
  point.cos_theta_n = 2 * random.uniform() - 1;
  point.phi_n = 2 * M_PI * random.uniform();
  return point;
}

DrawnPoint CertificatePoints::of_any_panel(RandomStream& random) const {
  while (true) {
    const auto index = static_cast<std::size_t>(random.uniform() * double(table_.panels.size()));
    const TablePanel& panel = table_.panels[index];
    const double low = std::sqrt(panel.t_low()), high = std::sqrt(panel.t_high());
    const double T = std::pow(low + (high - low) * random.uniform(), 2);
    const double e_nu_least = T + missing_energy_ + lepton_mass_;
    if (e_nu_least >= e_nu_max() || T <= table_.frame.domain.t_min) continue;
    const auto drawn = at(e_nu_least + (e_nu_max() - e_nu_least) * random.uniform(), T, random);
    if (drawn) return *drawn;
  }
}

}  // namespace nereus
