#include "meanfield/tabulated_field.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

RadialPotential tabulate(const GridPotential& potential, double B0, const SpectralGrid& grid, double step,
                         int points) {
  const auto table = [&](const Eigen::ArrayXd& f) { return grid.on_uniform_grid(f, step, points); };
  Eigen::ArrayXd dB = grid.derivative(potential.B), W = potential.W;
  dB[0] = W[0] = 0;  // B is even in r, W odd
  return {table(potential.B), table(dB), table(grid.derivative(dB)), table(potential.U), table(W), B0};
}

BoundOrbital tabulate(const GridOrbital& orbital, const SpectralGrid& grid, double step, int points) {
  return {orbital.shell, orbital.energy, orbital.occupation, grid.on_uniform_grid(orbital.u, step, points),
          grid.on_uniform_grid(grid.derivative(orbital.u), step, points)};
}

}  // namespace

void check_table(const MeanFieldOptions& options) {
  if (options.r_max_fm > options.box_fm)
    throw InputError(
        fmt::format("r_max_fm = {} is larger than box_fm = {} (orbitals exist inside the box only)",
                    options.r_max_fm, options.box_fm));
  const double steps = options.r_max_fm / options.step_fm;
  if (std::abs(steps - std::round(steps)) > 1e-6)
    throw InputError(fmt::format("r_max_fm = {} is no multiple of step_fm = {} (the grid ends at r_max_fm)",
                                 options.r_max_fm, options.step_fm));
}

SpectralGrid spectral_grid_of(const MeanFieldOptions& options) {
  return SpectralGrid(options.box_fm, options.element_fm, static_cast<int>(options.degree));
}

MeanField tabulated_field(const Nucleus& nucleus, const SkyrmeFunctional& functional,
                          const GridSolution& solution, const SpectralGrid& grid,
                          const MeanFieldOptions& options, const std::string& origin) {
  MeanField field;
  field.nucleus = nucleus;
  field.step = options.step_fm;
  field.points = static_cast<int>(std::lround(options.r_max_fm / options.step_fm)) + 1;
  field.neutron_potential = tabulate(solution.field.neutron, functional.B0_n, grid, field.step, field.points);
  field.proton_potential = tabulate(solution.field.proton, functional.B0_p, grid, field.step, field.points);
  for (const GridOrbital& orbital : solution.orbitals)
    field.orbitals.push_back(tabulate(orbital, grid, field.step, field.points));
  field.origin = origin;
  field.fingerprint = fingerprint_of(field);
  return field;
}

}  // namespace nereus
