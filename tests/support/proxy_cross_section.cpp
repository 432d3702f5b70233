#include "support/proxy_cross_section.hpp"

#include <fmt/format.h>
#include <gsl/gsl_integration.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/fingerprint.hpp"
#include "hadron_tensor/kinematics.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus::test {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Breit-Wigner shape of height 1.
double breit_wigner(double t, double t_resonance, double width) {
  const double x = 2 * (t - t_resonance) / width;
  return 1 / (1 + x * x);
}

class ProxyCrossSection : public CrossSection {
 public:
  explicit ProxyCrossSection(const ProxySettings& settings) : settings_(settings) {
    probe_.lepton_mass = constants_.muon_mass;
    fingerprint_ =
        sha256(fmt::format("proxy {} {} {} {} {}", settings.strength, settings.dipole_mass,
                           settings.resonance, settings.azimuthal, static_cast<int>(settings.line_shape)));
    const double threshold = std::min(settings.removal_energy[0], settings.removal_energy[1]);
    for (std::size_t shell = 0; shell < shells_.size(); ++shell) {
      strengths_.emplace_back(settings.line_shape, settings.removal_energy[shell], settings.fwhm[shell],
                              threshold, settings.spectroscopic_factor[shell]);
      fingerprint_ += fmt::format(" {} {} {}", settings.removal_energy[shell], settings.fwhm[shell],
                                  settings.spectroscopic_factor[shell]);
    }
    fingerprint_ = sha256(fingerprint_);
  }
  const std::vector<Shell>& shells() const override { return shells_; }
  const ShellStrength& strength(std::size_t shell) const override { return strengths_[shell]; }
  const Probe& probe() const override { return probe_; }
  const Nucleus& nucleus() const override { return nucleus_; }
  const PhysicalConstants& constants() const override { return constants_; }
  const std::string& fingerprint() const override { return fingerprint_; }
  const std::string& evaluator() const override { return evaluator_; }
  AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const override;

 private:
  /// Of a shell that sits at this missing energy alone, spectroscopic factor left out.
  AzimuthalTerms terms_at(std::size_t shell, const PhasePoint& point, double missing_energy) const;

  ProxySettings settings_;
  std::vector<Shell> shells_{{1, 0, 1, Isospin::neutron}, {1, 1, 3, Isospin::neutron}};
  std::vector<ShellStrength> strengths_;
  Probe probe_;
  Nucleus nucleus_{6, 6};
  PhysicalConstants constants_;
  std::string fingerprint_, evaluator_ = "closed form";
};

AzimuthalTerms ProxyCrossSection::azimuthal_terms(std::size_t shell, const PhasePoint& point) const {
  const ShellStrength& strength = strengths_[shell];
  AzimuthalTerms sum;
  if (point.missing_energy) {
    sum.add(terms_at(shell, point, *point.missing_energy), strength.factor());
    return sum;
  }
  const auto quadrature = strength.quadrature(strength_points, point.omega);
  for (std::size_t i = 0; i < quadrature.nodes.size(); ++i) {
    sum.add(terms_at(shell, point, quadrature.nodes[i]), strength.factor() * quadrature.weights[i]);
  }
  return sum;
}

AzimuthalTerms ProxyCrossSection::terms_at(std::size_t shell, const PhasePoint& point,
                                           double missing_energy) const {
  const double t = point.omega - missing_energy;
  const auto lepton = lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, probe_.lepton_mass);
  if (!lepton || !(t > 0) || !(std::abs(point.cos_theta_n) <= 1)) return {};

  const double q = lepton->transfer.q;
  const double p_n = nucleon_momentum(t, constants_.nucleon_mass);
  const double x = (p_n - q) * (p_n - q) + 2 * p_n * q * (1 - point.cos_theta_n);  // p_m^2
  const double y = x / (115.0 * 115.0);
  const double bound =
      (shell == 0 ? 2 * std::exp(-y) : 4 * 0.667 * y * std::exp(-y)) + 0.02 * std::exp(-std::sqrt(x) / 180);
  const double narrow = settings_.resonance * breit_wigner(t, 0.62, 0.12);
  const double broad = settings_.resonance * breit_wigner(t, 3.1, 1.0);
  const double final_state = std::exp(-std::sqrt(1.5 / t)) * (1 + 6 * (narrow + broad) * std::exp(-q / 250)) *
                             (1 + 0.3 * std::cos(q / 70 + shell) * std::exp(-t / 60));
  const double dipole = 1 / (1 + lepton->transfer.Q2() / (settings_.dipole_mass * settings_.dipole_mass));
  const double leptons = lepton->k_out / lepton->k *
                         (lepton->k * lepton->e_out * (1 + 0.6 * point.cos_theta_lepton) + 0.3 * q * q);
  AzimuthalTerms terms;
  terms.s0 = 6.0e-21 * settings_.strength * leptons * std::pow(dipole, 4) * p_n * bound * final_state;

  const double sin_theta = std::sqrt((1 - point.cos_theta_n) * (1 + point.cos_theta_n));
  const double scale = settings_.azimuthal * terms.s0;
  terms.s1c = 0.5 * scale * sin_theta * q / (q + 300);
  terms.s2c = 0.2 * scale * sin_theta * sin_theta;
  terms.s1s = -0.15 * scale * sin_theta * broad;
  terms.s2s = 0.1 * scale * sin_theta * sin_theta * std::exp(-t / 100);
  return terms;
}

/// Nodes and weights of Gauss-Legendre quadrature of this order in each panel between the edges.
std::vector<std::pair<double, double>> composite_gauss(const std::vector<double>& edges, std::size_t order) {
  std::vector<std::pair<double, double>> nodes;
  gsl_integration_glfixed_table* table = gsl_integration_glfixed_table_alloc(order);
  for (std::size_t panel = 0; panel + 1 < edges.size(); ++panel) {
    for (std::size_t i = 0; i < order; ++i) {
      double node = 0, weight = 0;
      gsl_integration_glfixed_point(edges[panel], edges[panel + 1], i, &node, &weight, table);
      nodes.emplace_back(node, weight);
    }
  }
  gsl_integration_glfixed_table_free(table);
  return nodes;
}

}  // namespace

std::unique_ptr<CrossSection> make_proxy_cross_section(const ProxySettings& settings) {
  return std::make_unique<ProxyCrossSection>(settings);
}

ProxySettings broad_proxy(LineShape line_shape) {
  ProxySettings settings;
  settings.line_shape = line_shape;
  settings.fwhm = {20, 5};
  settings.spectroscopic_factor = {0.6, 0.8};
  return settings;
}

TotalCrossSection proxy_total_cross_section(const CrossSection& proxy, double e_nu_min, double e_nu_max) {
  const bool broad = !proxy.strength(0).is_delta() || !proxy.strength(1).is_delta();
  // In the coordinates of the surrogate the integrand is tame, but for the resonances: they sit at u1 = 0.14
  // and 0.26 for every energy (half widths 0.006 and 0.02), and the barrier cuts off below 0.05.
  const PhaseSpaceModel phase_space = make_phase_space(proxy, e_nu_min, e_nu_max);
  const auto u1_nodes = composite_gauss({0,    0.06, 0.1, 0.125, 0.14, 0.155, 0.18, 0.21, 0.24, 0.27, 0.3,
                                         0.35, 0.42, 0.5, 0.57,  0.64, 0.71,  0.78, 0.85, 0.92, 1},
                                        broad ? 3 : 6);
  const auto u2_nodes = composite_gauss({0, 1}, broad ? 12 : 18);
  const auto u3_nodes = composite_gauss({0, 1}, broad ? 16 : 32);
  const std::size_t energies = broad ? 17 : 33;
  std::vector<double> e_nu(energies);
  std::vector<std::vector<double>> sigma(proxy.shells().size(), std::vector<double>(energies));
  for (std::size_t i = 0; i < energies; ++i) {
    // Dense at both ends, where a spline knows its neighbours on one side only.
    const double share =
        0.5 * (1 - std::cos(pi * static_cast<double>(i) / static_cast<double>(energies - 1)));
    e_nu[i] = e_nu_min + (e_nu_max - e_nu_min) * share;
  }
  e_nu.back() = e_nu_max;
  parallel_for(energies * sigma.size(), Threads::all(), [&](std::size_t job) {
    const std::size_t shell = job / energies, i = job % energies;
    const ShellCoordinates coordinates(phase_space, shell);
    const auto over_strength =
        proxy.strength(shell).quadrature(broad ? 16 : 1, e_nu[i] - proxy.probe().lepton_mass);
    double sum = 0;
    for (std::size_t node = 0; node < over_strength.nodes.size(); ++node) {
      for (const auto& [u1, w1] : u1_nodes) {
        for (const auto& [u2, w2] : u2_nodes) {
          for (const auto& [u3, w3] : u3_nodes) {
            const PhasePoint point =
                coordinates.physics_point({e_nu[i], {u1, u2, u3}, 0, 0, over_strength.nodes[node]});
            const double jacobian = std::exp(coordinates.cube_point(point).log_jacobian);
            sum += over_strength.weights[node] * w1 * w2 * w3 * jacobian *
                   proxy.azimuthal_terms(shell, point).s0;
          }
        }
      }
    }
    sigma[shell][i] = 2 * pi * sum;
  });
  return TotalCrossSection::from_values(e_nu, sigma, proxy.fingerprint());
}

}  // namespace nereus::test
