#include "generator/recorded_event.hpp"

#include <cmath>

namespace nereus {
namespace {

constexpr double fm2_in_d4sigma_unit = 1e16;  // 1e-42 cm^2

}  // namespace

RecordedEvent record_event(const Event& event, const RecordMasses& masses) {
  const PhasePoint& point = event.point;
  RecordedEvent recorded;
  recorded.proposal = event.proposal;
  recorded.trials = event.trials;
  recorded.shell = static_cast<std::int64_t>(event.shell);
  recorded.e_nu = point.e_nu;
  recorded.missing_energy = *point.missing_energy;
  recorded.omega = point.omega;
  recorded.cos_theta_lepton = point.cos_theta_lepton;
  recorded.theta_n = std::acos(point.cos_theta_n);
  recorded.phi_n = point.phi_n;
  recorded.lepton_azimuth = event.lepton_azimuth;
  recorded.log_q = event.log_q;
  recorded.d4sigma = fm2_in_d4sigma_unit * event.d4sigma;
  recorded.sigma_shell = fm2_in_sigma_unit * event.sigma_shell;
  recorded.sigma_total = fm2_in_sigma_unit * event.sigma_total;
  recorded.weights = {event.weight};
  for (const double ratio : event.ratios) recorded.weights.push_back(event.weight * ratio);
  recorded.momenta = lab_momenta(point, event.lepton_azimuth, recorded.missing_energy, masses);
  return recorded;
}

Event drawn_event(const RecordedEvent& recorded) {
  Event event;
  event.proposal = recorded.proposal;
  event.trials = recorded.trials;
  event.shell = static_cast<std::size_t>(recorded.shell);
  event.point = {
      recorded.e_nu,  recorded.omega,         recorded.cos_theta_lepton, std::cos(recorded.theta_n),
      recorded.phi_n, recorded.missing_energy};
  event.lepton_azimuth = recorded.lepton_azimuth;
  event.log_q = recorded.log_q;
  event.d4sigma = recorded.d4sigma / fm2_in_d4sigma_unit;
  event.sigma_shell = recorded.sigma_shell / fm2_in_sigma_unit;
  event.sigma_total = recorded.sigma_total / fm2_in_sigma_unit;
  event.weight = recorded.weights.front();
  return event;
}

}  // namespace nereus
