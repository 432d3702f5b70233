#include "meanfield/bound_states.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "base/error.hpp"

namespace nereus {

RadialHamiltonian::RadialHamiltonian(const SpectralGrid& grid, const GridPotential& field) : grid_(grid) {
  const int p = grid.degree(), unknowns = grid.size() - 2;
  const auto interior = [&](const Eigen::ArrayXd& f) { return f.segment(1, unknowns); };
  const Eigen::ArrayXd r = interior(grid.r());
  sqrt_weights_ = interior(grid.weights()).sqrt();
  potential_ = interior(grid.derivative(field.B)) / r + interior(field.U);
  centrifugal_ = interior(field.B) / r.square();
  spin_orbit_ = interior(field.W) / r;

  // Element by element int B u' v' dr, scaled by 1/sqrt(weight) from both sides.
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(static_cast<std::size_t>(grid.elements()) * (p + 1) * (p + 2) / 2);
  for (int e = 0; e < grid.elements(); ++e) {
    const Eigen::VectorXd weighted_B = grid.element_weights().array() * field.B.segment(e * p, p + 1);
    const Eigen::MatrixXd block =
        grid.derivative_matrix().transpose() * weighted_B.asDiagonal() * grid.derivative_matrix();
    for (int column = 0; column <= p; ++column)
      for (int row = column; row <= p; ++row) {
        const int i = e * p + row - 1, k = e * p + column - 1;
        if (k < 0 || i >= unknowns) continue;  // u vanishes at the origin and at the wall
        entries.emplace_back(i, k, block(row, column) / (sqrt_weights_[i] * sqrt_weights_[k]));
      }
  }
  matrix_.resize(unknowns, unknowns);
  matrix_.setFromTriplets(entries.begin(), entries.end());
  kinetic_diagonal_ = matrix_.diagonal();
  factors_.analyzePattern(matrix_);
}

void RadialHamiltonian::set_diagonal(const Shell& shell, double shift) {
  const Eigen::ArrayXd diagonal = kinetic_diagonal_ + potential_ + shell.l * (shell.l + 1.0) * centrifugal_ +
                                  shell.sigma_dot_l() * spin_orbit_ - shift;
  // In a compressed lower triangle the diagonal is the first entry of its column.
  for (int i = 0; i < matrix_.cols(); ++i) matrix_.valuePtr()[matrix_.outerIndexPtr()[i]] = diagonal[i];
}

int RadialHamiltonian::states_below(const Shell& shell, double energy) {
  set_diagonal(shell, energy);
  factors_.factorize(matrix_);
  // Sylvester's law of inertia: as many negative pivots as eigenvalues below the shift.
  return static_cast<int>((factors_.vectorD().array() < 0).count());
}

bool RadialHamiltonian::polish(const Shell& shell, Eigen::VectorXd& v, double& energy) {
  constexpr double accuracy = 1e-11;  // [MeV], rounding of a matrix with entries up to 1e5 MeV
  for (int step = 0; step < 8; ++step) {
    const int below = states_below(shell, energy);
    if (factors_.info() != Eigen::Success) {
      energy += 1e-7;  // the shift hit an eigenvalue of a leading block exactly
      continue;
    }
    Eigen::VectorXd next = factors_.solve(v);
    next.normalize();
    // Rayleigh quotient relative to the shift, which matrix_ contains.
    const double change = next.dot(matrix_.selfadjointView<Eigen::Lower>() * next);
    v = next;
    energy += change;
    // The shift was a hair above or below the state: it is the n-th if n - 1 or n lie below.
    if (std::abs(change) < accuracy * std::max(1.0, std::abs(energy)))
      return below == shell.n - 1 || below == shell.n;
  }
  return false;
}

double RadialHamiltonian::isolate(const Shell& shell, double precision) {
  double low = -100, high = 0;
  while (states_below(shell, low) >= shell.n && low > -1e6) low *= 2;
  for (double step = 10; states_below(shell, high) < shell.n && high < 1e6; step *= 2) high += step;
  while (high - low > precision) {
    const double middle = (low + high) / 2;
    (states_below(shell, middle) >= shell.n ? high : low) = middle;
  }
  return (low + high) / 2;
}

EigenState RadialHamiltonian::bound_state(const Shell& shell, const Eigen::ArrayXd& guess) {
  const Eigen::Index unknowns = grid_.size() - 2;
  Eigen::VectorXd v;
  double energy = 0;
  bool found = false;
  if (guess.size() == grid_.size()) {
    v = guess.segment(1, unknowns) * sqrt_weights_;
    v.normalize();
    set_diagonal(shell, 0);
    energy = v.dot(matrix_.selfadjointView<Eigen::Lower>() * v);
    found = polish(shell, v, energy);
  }
  for (double precision = 1e-2; !found && precision > 1e-9; precision /= 100) {
    energy = isolate(shell, precision);
    v = sqrt_weights_;
    found = polish(shell, v, energy);
  }
  if (!found)
    throw ConvergenceError(
        fmt::format("no state {} of {}s was found (the potential has an irregular shape); "
                    "use a smaller mixing or another force",
                    label(shell), name(shell.isospin)));
  EigenState state;
  state.energy = energy;
  state.u = Eigen::ArrayXd::Zero(grid_.size());
  state.u.segment(1, unknowns) = v.array() / sqrt_weights_;
  // The sign of the first lobe; closer to the origin r^(l+1) drowns in rounding.
  const double visible = 1e-3 * state.u.abs().maxCoeff();
  Eigen::Index first = 0;
  while (std::abs(state.u[first]) < visible) ++first;
  if (state.u[first] < 0) state.u = -state.u;
  return state;
}

}  // namespace nereus
