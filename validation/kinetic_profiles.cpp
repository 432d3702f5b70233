#include "validation/kinetic_profiles.hpp"

#include <cmath>

namespace nereus {
namespace {

constexpr double radian = 0.017453292519943295;  // degree

void fill_raw(const Subject& subject, std::size_t shell, double t_max, KineticProfile& profile) {
  constexpr double step = 0.25;
  const double theta_lepton = radian * profile.theta_lepton_deg, theta_n = radian * profile.theta_n_deg;
  const double removal = subject.cross_section.removal_energy(shell);
  std::vector<PhasePoint> points;
  for (double t = step; t < t_max; t += step) {
    profile.kinetic_energy.push_back(t);
    points.push_back(
        {profile.e_nu, removal + t, std::cos(theta_lepton), std::cos(theta_n), radian * profile.phi_n_deg});
  }
  const std::vector<AzimuthalTerms> terms = subject.cross_section.azimuthal_terms(
      std::vector<std::size_t>(points.size(), shell), points, Threads{1});
  const std::vector<double> log_q = subject.surrogate.log_density(shell, points);
  const double sines = std::sin(theta_lepton) * std::sin(theta_n);
  const double sigma = subject.total.sigma(shell, profile.e_nu);
  for (std::size_t i = 0; i < points.size(); ++i) {
    profile.truth.push_back(sines * terms[i].at(points[i].phi_n));
    profile.surrogate.push_back(sines * sigma * std::exp(log_q[i]));
  }
}

}  // namespace

std::vector<KineticProfile> kinetic_profiles(const Subject& subject, std::int64_t points, std::uint64_t seed,
                                             Threads threads) {
  constexpr double step = 2;
  std::vector<KineticProfile> profiles;
  const double e_nu = subject.inside(500);
  for (std::size_t shell = 0; shell < subject.shells(); ++shell) {
    const double removal = subject.cross_section.removal_energy(shell);
    const double t_max = e_nu - subject.cross_section.probe().lepton_mass - removal;
    for (const double theta_lepton : {25.0, 55.0, 95.0}) {
      for (const double theta_n : {10.0, 60.0}) {
        KineticProfile profile{label(subject.cross_section.shells()[shell]),
                               e_nu,
                               theta_lepton,
                               theta_n,
                               90,
                               {},
                               {},
                               {},
                               {},
                               {}};
        fill_raw(subject, shell, t_max, profile);
        std::vector<PhaseCube> cubes;
        for (double t = step / 2; t < t_max; t += step) {
          profile.cube_energy.push_back(t);
          cubes.push_back({e_nu, removal + t, theta_lepton, theta_n, 90});
        }
        const auto part = static_cast<std::int64_t>(profiles.size());
        profile.cubes = cube_averages(subject, {shell}, cubes, points, seed,
                                      first_event(Measurement::profiles, part), threads);
        profiles.push_back(profile);
      }
    }
  }
  return profiles;
}

}  // namespace nereus
