#include "generator/lab_momenta.hpp"

#include <array>
#include <cmath>

namespace nereus {
namespace {

using Vector = std::array<double, 3>;

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double sine(double cosine) { return std::sqrt((1 - cosine) * (1 + cosine)); }

/// Nearest multiple of 2^-30 MeV (about 1 meV). Sums and differences of such numbers below 4 PeV are exact
/// in a double, so that energy and momentum are conserved bit for bit in whatever order they are added.
double on_grid(double value) {
  constexpr double per_mev = 1073741824.0;
  return std::nearbyint(value * per_mev) / per_mev;
}

FourVector on_grid(double energy, const Vector& p) {
  return {on_grid(energy), on_grid(p[0]), on_grid(p[1]), on_grid(p[2])};
}

}  // namespace

double FourVector::momentum() const { return std::sqrt(px * px + py * py + pz * pz); }

double FourVector::mass() const {
  const double p = momentum();
  const double square = (e - p) * (e + p);
  return square < 0 ? -std::sqrt(-square) : std::sqrt(square);
}

FourVector operator+(const FourVector& a, const FourVector& b) {
  return {a.e + b.e, a.px + b.px, a.py + b.py, a.pz + b.pz};
}

FourVector operator-(const FourVector& a, const FourVector& b) {
  return {a.e - b.e, a.px - b.px, a.py - b.py, a.pz - b.pz};
}

FourVector target_at_rest(const RecordMasses& masses) { return on_grid(masses.target, {0, 0, 0}); }

LabMomenta lab_momenta(const PhasePoint& point, double lepton_azimuth, double missing_energy,
                       const RecordMasses& masses) {
  const double e_out = point.e_nu - point.omega;
  const double k_out = std::sqrt((e_out - masses.lepton) * (e_out + masses.lepton));
  const double cos_phi = std::cos(lepton_azimuth), sin_phi = std::sin(lepton_azimuth);
  const double transverse = k_out * sine(point.cos_theta_lepton);
  const Vector lepton{transverse * cos_phi, transverse * sin_phi, k_out * point.cos_theta_lepton};

  const Vector q{-lepton[0], -lepton[1], point.e_nu - lepton[2]};
  const double q_length = std::sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2]);
  const Vector z{q[0] / q_length, q[1] / q_length, q[2] / q_length};
  const Vector y{-sin_phi, cos_phi, 0};  // k x k', also for a lepton along the beam
  const Vector x = cross(y, z);

  const double kinetic = point.omega - missing_energy;
  const double p_n = std::sqrt(kinetic * (kinetic + 2 * masses.nucleon));
  const double sin_theta = sine(point.cos_theta_n);
  Vector nucleon{};
  for (int i = 0; i < 3; ++i) {
    nucleon[i] = p_n * (sin_theta * (std::cos(point.phi_n) * x[i] + std::sin(point.phi_n) * y[i]) +
                        point.cos_theta_n * z[i]);
  }

  LabMomenta momenta;
  momenta.neutrino = on_grid(point.e_nu, {0, 0, point.e_nu});
  momenta.target = target_at_rest(masses);
  momenta.lepton = on_grid(e_out, lepton);
  momenta.nucleon = on_grid(masses.nucleon + kinetic, nucleon);
  momenta.residual = momenta.neutrino + momenta.target - momenta.lepton - momenta.nucleon;
  return momenta;
}

}  // namespace nereus
