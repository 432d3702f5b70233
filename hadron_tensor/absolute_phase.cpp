#include "hadron_tensor/absolute_phase.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "hadron_tensor/continuum_waves.hpp"
#include "hadron_tensor/coulomb_functions.hpp"
#include "hadron_tensor/numerov.hpp"

namespace nereus {
namespace {

/// Steps between the points at which nodes are counted: much less than half a wave length.
constexpr int node_spacing = 4;

/// Waves at every `keep_every` steps: one row for each partial wave.
NumerovSolution solve_everywhere(NumerovProblem& problem, int keep_every, int inner_match) {
  problem.keep_every = keep_every;
  problem.kept = problem.steps / keep_every;
  problem.inner_match = inner_match;
  return solve_numerov(problem);
}

std::vector<int> count_nodes(const Eigen::ArrayXXd& waves) {
  std::vector<int> nodes(waves.rows(), 0);
  std::vector<double> before(waves.rows(), 0);
  for (Eigen::Index i = 0; i < waves.cols(); ++i) {
    for (Eigen::Index c = 0; c < waves.rows(); ++c) {
      const double u = waves(c, i);
      nodes[c] += u * before[c] < 0;
      before[c] = u > 0 ? 1 : (u < 0 ? -1 : 0);
    }
  }
  return nodes;
}

/// Angle in [0, pi) of a wave with this value and, a quarter of a period on, that one.
double half_turn(double sine, double cosine) {
  const double angle = std::atan2(sine, cosine);
  return angle < 0 ? angle + M_PI : angle;
}

/// Phase of F_l at rho in the approximation of Wentzel, Kramers, Brillouin and Langer; 0 inside the turning
/// point.
double wkb_phase(double eta, double rho, int l) {
  const double L = l + 0.5;
  const double S = std::hypot(eta, L);
  if (rho <= eta + S) return 0;
  const double X = std::sqrt(rho * (rho - 2 * eta) - L * L);
  return X - eta * std::log((X + rho - eta) / S) - L * std::acos((eta * rho + L * L) / (rho * S)) + M_PI / 4;
}

}  // namespace

AbsolutePhase::AbsolutePhase(const RadialEquation& equation, double accuracy)
    : equation_(equation), reach_(std::max(equation.reach(accuracy), 5.0)) {
  // Neutrons with l > 0 are held back by (kr)^{2l+1}: at 1 keV some 1e-4 in the phase.
  floor_ = 1e-3;
  if (equation.charge_e2 > 0) {
    // Protons by e^{-2 pi eta + 4 sqrt(2 eta k R)} = 1e-9 for a nucleus of radius R (here well outside it);
    // eta k does not depend on the energy.
    const double two_eta_k = equation.charge_e2 / equation.B0;
    const double eta = (std::log(1e9) + 4 * std::sqrt(two_eta_k * reach_ / 2)) / (2 * M_PI);
    floor_ = std::max(floor_, equation.B0 * std::pow(two_eta_k / (2 * eta), 2));
  }
  const double fine = std::min(0.05, 1.6 * std::pow(accuracy, 0.25) / std::sqrt(equation.depth + 1));
  stride_ = std::max(1, static_cast<int>(fine / equation.step));
}

AbsolutePhase::Mesh AbsolutePhase::mesh(double kinetic_energy, double matched_above) const {
  Mesh mesh;
  mesh.matched = kinetic_energy >= matched_above;
  const double h = stride_ * equation_.step;
  mesh.E = equation_.energy(kinetic_energy);
  mesh.k = std::sqrt(mesh.E / equation_.B0);
  mesh.gap = std::max(1, static_cast<int>(std::min(2.0, 0.8 / mesh.k) / h));
  double end = std::max(reach_, equation_.coulomb_matching_radius(mesh.k));
  // Deep under the barrier a wave that is counted need not be followed to the turning point.
  if (!mesh.matched) end = std::min(end, std::max(4 * reach_, 60.0));
  mesh.steps = static_cast<int>(std::ceil(end / h)) + mesh.gap;
  mesh.steps += node_spacing - mesh.steps % node_spacing;  // nodes are counted up to the end
  return mesh;
}

Eigen::ArrayXd AbsolutePhase::at(double kinetic_energy, int l_max) const {
  const Mesh m = mesh(kinetic_energy, floor_);
  NumerovProblem problem;
  problem.steps = m.steps;
  problem.l_max = l_max;
  problem.k = m.k;
  equation_.fill(problem, stride_, m.E);
  const NumerovSolution waves = solve_everywhere(problem, node_spacing, m.steps - m.gap);
  const std::vector<int> nodes = count_nodes(waves.kept);
  const int channels = partial_wave_count(l_max);
  Eigen::ArrayXd phases(channels);
  if (!m.matched) {
    for (int c = 0; c < channels; ++c) phases[c] = M_PI * nodes[c];
    return phases;
  }
  const double eta = equation_.eta(m.k);
  Eigen::ArrayXd radii(2);
  radii << (m.steps - m.gap) * problem.step, m.steps * problem.step;
  const Eigen::ArrayXXd F = coulomb_F(eta, m.k, radii, l_max);
  const Eigen::ArrayXd G1 = coulomb_G(eta, m.k * radii[0], l_max);
  const Eigen::ArrayXd G2 = coulomb_G(eta, m.k * radii[1], l_max);
  for (int c = 0; c < channels; ++c) {
    const int l = (c + 1) / 2;
    const double determinant = F(l, 0) * G2[l] - F(l, 1) * G1[l];
    const double a = (waves.inner[c] * G2[l] - waves.outer[c] * G1[l]) / determinant;
    const double b = (waves.outer[c] * F(l, 0) - waves.inner[c] * F(l, 1)) / determinant;
    const double free_angle = half_turn(F(l, 1), G2[l]);
    // The approximation is good to a tenth of pi: it decides how many half turns the free wave has made.
    const double before = std::round((wkb_phase(eta, m.k * radii[1], l) - free_angle) / M_PI);
    phases[c] = M_PI * (nodes[c] - before) + half_turn(waves.outer[c], a * G2[l] - b * F(l, 1)) - free_angle;
  }
  return phases;
}

TracedWave AbsolutePhase::trace(double kinetic_energy, int l, int two_j) const {
  const Mesh m = mesh(kinetic_energy, std::max(equation_.lowest_energy(), 1e-6));
  const int c = partial_wave_index(l, two_j);
  NumerovProblem problem;
  problem.steps = m.steps;
  problem.l_max = l;
  problem.k = m.k;
  equation_.fill(problem, stride_, m.E);
  const NumerovSolution waves = solve_everywhere(problem, 1, m.steps - m.gap);
  TracedWave wave;
  wave.k = m.k;
  wave.step = problem.step;
  wave.u = waves.kept.row(c).transpose();
  for (int i = 0; i < m.steps; ++i) {
    const Eigen::Index at = Eigen::Index(i + 1) * stride_;
    if (at < equation_.b.size()) wave.u[i] *= std::sqrt(equation_.B0 * equation_.b[at]);
  }
  if (m.matched) {
    const double eta = equation_.eta(m.k);
    Eigen::ArrayXd radii(2);
    radii << (m.steps - m.gap) * problem.step, m.steps * problem.step;
    const Eigen::ArrayXXd F = coulomb_F(eta, m.k, radii, l);
    const double G1 = coulomb_G(eta, m.k * radii[0], l)[l];
    const double G2 = coulomb_G(eta, m.k * radii[1], l)[l];
    wave.asymptotic = std::hypot(waves.inner[c] * G2 - waves.outer[c] * G1,
                                 waves.outer[c] * F(l, 0) - waves.inner[c] * F(l, 1)) /
                      std::abs(F(l, 0) * G2 - F(l, 1) * G1);
  }
  // The barrier: the outermost stretch of points where the nucleon is slower than nothing.
  Eigen::Index outer = m.steps - 1;
  const auto forbidden = [&](Eigen::Index i) {
    return equation_.turning_energy((i + 1) * stride_, l, two_j) > m.E;
  };
  while (outer > 0 && !forbidden(outer)) --outer;
  Eigen::Index inner = outer;
  while (inner > 0 && forbidden(inner - 1)) --inner;
  Eigen::Index smallest = 0;
  wave.u.segment(inner, outer - inner + 1).abs().minCoeff(&smallest);
  wave.inside = inner + smallest + 1;
  for (Eigen::Index i = 1; i < inner; ++i) wave.nodes += wave.u[i] * wave.u[i - 1] < 0;
  return wave;
}

}  // namespace nereus
