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

std::vector<SpinAmplitudes> sum_partial_waves(const ReducedAmplitudes& reduced,
                                              const TransitionGeometry& geometry, const ContinuumWaves& waves,
                                              const std::vector<double>& cos_theta_n) {
  const auto directions = static_cast<Eigen::Index>(cos_theta_n.size());
  const int states = geometry.magnetic_states();
  const int two_j_a = states - 1;
  const int m_max = (two_j_a + 3) / 2;
  const int l_count = waves.l_max + 1;
  std::vector<Eigen::MatrixXd> Y(2 * m_max + 1, Eigen::MatrixXd(directions, l_count));  // by m_l + m_max
  for (Eigen::Index d = 0; d < directions; ++d) {
    const Eigen::ArrayXXd at_direction = spherical_harmonics(cos_theta_n[d], waves.l_max, m_max);
    for (int m = 0; m <= 2 * m_max; ++m) Y[m].row(d) = at_direction.col(m).matrix().transpose();
  }
  std::vector<SpinAmplitudes> M(cos_theta_n.size(), SpinAmplitudes(states));
  const double scale = 4 * M_PI / waves.k;
  constexpr int first_of[] = {op_sigma_minus, 0, op_sigma_plus};
  constexpr int count_of[] = {transverse_count, longitudinal_count, transverse_count};
  Eigen::MatrixXd of_l, summed;  // columns: Re and Im for each operator
  for (int i = 0; i < states; ++i) {
    for (int lambda = -1; lambda <= 1; ++lambda) {
      const int first = first_of[lambda + 1], operators = count_of[lambda + 1];
      const int two_m_f = 2 * i - two_j_a + 2 * lambda;
      for (int spin = 0; spin < 2; ++spin) {
        const int two_s = spin == 0 ? 1 : -1;
        const int m_l = (two_m_f - two_s) / 2;
        of_l.setZero(l_count, 2 * operators);
        for (int c = 0; c < partial_wave_count(waves.l_max); ++c) {
          const int l = (c + 1) / 2;
          const int two_j = c == 2 * l ? 2 * l + 1 : 2 * l - 1;
          if (std::abs(two_m_f) > two_j || std::abs(m_l) > l) continue;
          const std::complex<double> wave = scale * spin_coupling(l, two_s, two_j, two_m_f) * waves.phase[c];
          for (int op = 0; op < operators; ++op) {
            const double amplitude = reduced((first + op) * states + i, c);
            of_l(l, 2 * op) += wave.real() * amplitude;
            of_l(l, 2 * op + 1) += wave.imag() * amplitude;
          }
        }
        summed.noalias() = Y[m_max + m_l] * of_l;
        for (Eigen::Index d = 0; d < directions; ++d) {
          for (int op = 0; op < operators; ++op)
            M[d][i][spin][first + op] = {summed(d, 2 * op), summed(d, 2 * op + 1)};
        }
      }
    }
  }
  return M;
}

}  // namespace nereus
