#include "hadron_tensor/reduced_amplitudes.hpp"

#include <algorithm>
#include <cmath>

#include "hadron_tensor/coulomb_functions.hpp"
#include "hadron_tensor/spherical_harmonics.hpp"

namespace nereus {
namespace {

/// X(r) dr/(qr) of each source on the grid of the waves; F_J(0, qr)/(qr) = j_J(qr).
Eigen::ArrayXXd weighted_sources(const MeanField& field, const BoundOrbital& hole,
                                 const Eigen::ArrayXd& radii, double step, double q_fm) {
  const Eigen::Index stride = std::lround(step / field.step);
  Eigen::ArrayXXd sources(radii.size(), source_count);
  for (Eigen::Index i = 0; i < radii.size(); ++i) {
    const double r = radii[i];
    const double u = hole.u[(i + 1) * stride];
    const double du = hole.du[(i + 1) * stride];
    const double weight = step / (q_fm * r);
    sources(i, source_u) = weight * u;
    sources(i, source_up) = weight * (du - (hole.shell.l + 1) * u / r);
    sources(i, source_down) = weight * (du + hole.shell.l * u / r);
    sources(i, source_u_over_r) = weight * u / r;
  }
  return sources;
}

}  // namespace

ReducedAmplitudes reduced_amplitudes(const MeanField& field, const BoundOrbital& hole,
                                     const TransitionGeometry& geometry, const ContinuumWaves& waves,
                                     double q, double hbar_c) {
  const Eigen::Index size = waves.u.rows();
  const Eigen::ArrayXd radii = Eigen::ArrayXd::LinSpaced(size, 1, double(size)) * waves.step;
  const double q_fm = q / hbar_c;
  const int J_max = waves.l_max + hole.shell.l + 1;
  const Eigen::ArrayXXd bessel = coulomb_F(0, q_fm, radii, J_max).transpose();  // radii x J
  const Eigen::ArrayXXd sources = weighted_sources(field, hole, radii, waves.step, q_fm);
  Eigen::MatrixXd product[source_count];
  for (const IntegralSlot& slot : geometry.slots()) {
    const RadialSource source = slot.source;
    if (product[source].size() == 0) product[source] = (bessel.colwise() * sources.col(source)).matrix();
  }

  const auto& slots = geometry.slots();
  ReducedAmplitudes result(operator_count * geometry.magnetic_states(), partial_wave_count(waves.l_max));
  Eigen::VectorXd integrals(static_cast<Eigen::Index>(slots.size()));
  for (int c = 0; c < partial_wave_count(waves.l_max); ++c) {
    const int l = (c + 1) / 2;
    const auto wave = waves.u.col(c).matrix();
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      const int J = l + slots[slot].J_minus_l;
      integrals[static_cast<Eigen::Index>(slot)] = J < 0 ? 0 : product[slots[slot].source].col(J).dot(wave);
    }
    result.col(c).noalias() = geometry.coefficients(c) * integrals;
  }
  return result;
}

SpinAmplitudes sum_partial_waves(const ReducedAmplitudes& reduced, const TransitionGeometry& geometry,
                                 const ContinuumWaves& waves, double cos_theta_n) {
  const int states = geometry.magnetic_states();
  const int two_j_a = states - 1;
  const int m_max = (two_j_a + 3) / 2;
  const Eigen::ArrayXXd Y = spherical_harmonics(cos_theta_n, waves.l_max, m_max);
  SpinAmplitudes M(states);
  for (auto& spins : M)
    for (auto& operators : spins) operators.fill(0);
  for (int c = 0; c < partial_wave_count(waves.l_max); ++c) {
    const int l = (c + 1) / 2;
    const int two_j = c == 2 * l ? 2 * l + 1 : 2 * l - 1;
    for (int i = 0; i < states; ++i) {
      for (int lambda = -1; lambda <= 1; ++lambda) {
        const int two_m_f = 2 * i - two_j_a + 2 * lambda;
        if (std::abs(two_m_f) > two_j) continue;
        for (int spin = 0; spin < 2; ++spin) {
          const int two_s = spin == 0 ? 1 : -1;
          const int m_l = (two_m_f - two_s) / 2;
          if (std::abs(m_l) > l) continue;
          const std::complex<double> wave =
              waves.phase[c] * (spin_coupling(l, two_s, two_j, two_m_f) * Y(l, m_max + m_l));
          for (int op = 0; op < operator_count; ++op) {
            if (operator_lambda(op) == lambda) M[i][spin][op] += wave * reduced(op * states + i, c);
          }
        }
      }
    }
  }
  const double scale = 4 * M_PI / waves.k;
  for (auto& spins : M)
    for (auto& operators : spins)
      for (auto& amplitude : operators) amplitude *= scale;
  return M;
}

}  // namespace nereus
