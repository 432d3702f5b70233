#include "validation/electron_coulomb.hpp"

#include <utility>

namespace nereus {

double mean_coulomb_potential(const MeanField& field, const PhysicalConstants& constants) {
  Eigen::ArrayXd protons = Eigen::ArrayXd::Zero(field.points);  // per fm of radius
  for (const BoundOrbital* orbital : field.occupied(Isospin::proton))
    protons += orbital->occupation * orbital->u.square();
  // Pairs of charges: int rho V = 2 e^2 int dr n(r)/r int_0^r n, trapezoidal. The orbitals of a field may be
  // those of another nucleus (C12_ghent): only their shape is used.
  double inside = 0, pairs = 0;
  for (int i = 1; i < field.points; ++i) {
    const double half = field.step * protons[i] / 2;
    inside += field.step * protons[i - 1] / 2;
    pairs += 2 * half * (inside + half) / field.radius(i);
    inside += half;
  }
  return 2 * constants.e2() * field.nucleus.Z * pairs / (inside * inside);
}

ElectronCrossSection with_effective_momentum(ElectronCrossSection plane_wave, double potential) {
  return [plane_wave = std::move(plane_wave), potential](const ElectronKinematics& electron) {
    ElectronKinematics inside = electron;
    inside.beam_energy += potential;
    const double focusing = inside.beam_energy / electron.beam_energy;
    return focusing * focusing * plane_wave(inside);
  };
}

}  // namespace nereus
