#include "meanfield/skyrme_functional.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nereus {
namespace {

const SpectralGrid& grid() {
  static const SpectralGrid instance(20, 1.0, 16);
  return instance;
}

GridOrbital oscillator_orbital(const Shell& shell, double occupation, double b) {
  const Eigen::ArrayXd x = grid().r() / b;
  Eigen::ArrayXd u = x.pow(shell.l + 1) * (-x.square() / 2).exp();
  return {shell, occupation, 0, u / std::sqrt(grid().integral(u.square()))};
}

/// 12 nucleons that are no ground state: neutrons and protons differ, and J does not vanish.
std::vector<GridOrbital> some_orbitals(double scale) {
  const Isospin n = Isospin::neutron, p = Isospin::proton;
  return {oscillator_orbital({1, 0, 1, n}, 2, 1.6 / scale), oscillator_orbital({1, 1, 3, n}, 4, 1.7 / scale),
          oscillator_orbital({1, 1, 1, n}, 1, 1.8 / scale), oscillator_orbital({1, 0, 1, p}, 2, 1.65 / scale),
          oscillator_orbital({1, 1, 3, p}, 3, 1.75 / scale)};
}

/// The force with everything switched on that a term can depend on.
SkyrmeFunctional complete_functional(const std::string& name) {
  SkyrmeFunctional functional;
  functional.force = named_force(name).force;
  functional.force.W0p = 0.7 * functional.force.W0;
  functional.J2 = functional.t4_J2 = functional.coulomb_exchange = true;
  functional.B0_n = 19.0;
  functional.B0_p = 19.1;
  functional.e2 = 1.44;
  return functional;
}

struct Nucleons {
  Densities n, p;
  explicit Nucleons(const std::vector<GridOrbital>& orbitals)
      : n(densities_of(orbitals, Isospin::neutron, grid())),
        p(densities_of(orbitals, Isospin::proton, grid())) {}
};

double energy(const SkyrmeFunctional& functional, const std::vector<GridOrbital>& orbitals) {
  const Nucleons nucleons(orbitals);
  return energy_parts(functional, nucleons.n, nucleons.p, grid()).total();
}

/// int (B tau + U rho + W J) d^3r of both isospins.
double field_on_densities(const GridField& field, const Nucleons& nucleons) {
  const auto of = [](const GridPotential& q, const Densities& d) {
    return 4 * M_PI * grid().integral(grid().r().square() * (q.B * d.tau + q.U * d.rho + q.W * d.J));
  };
  return of(field.neutron, nucleons.n) + of(field.proton, nucleons.p);
}

class Functional : public testing::TestWithParam<const char*> {
 protected:
  SkyrmeFunctional functional_ = complete_functional(GetParam());
  std::vector<GridOrbital> orbitals_ = some_orbitals(1);
  Nucleons nucleons_{orbitals_};
  GridField field_ = mean_field_of(functional_, nucleons_.n, nucleons_.p, grid());
};

// dE = int (B dtau + U drho + W dJ) for any small change of an orbital, so every term of B, U and W is
// checked against the energy. Central difference: error 1e-6 of numbers of order 100 MeV.
TEST_P(Functional, FieldsAreTheDerivativesOfTheEnergy) {
  const double change = 1e-4;
  for (std::size_t varied = 0; varied < orbitals_.size(); ++varied) {
    std::vector<GridOrbital> more = orbitals_, less = orbitals_;
    const Eigen::ArrayXd direction = orbitals_[varied].u * (grid().r() - 2).cos();
    more[varied].u += change * direction;
    less[varied].u -= change * direction;
    const double slope = (energy(functional_, more) - energy(functional_, less)) / (2 * change);
    const double expected =
        (field_on_densities(field_, Nucleons(more)) - field_on_densities(field_, Nucleons(less))) /
        (2 * change);
    EXPECT_GT(std::abs(slope), 0.1);
    EXPECT_NEAR(slope, expected, 2e-6 * std::abs(functional_.force.t0)) << label(orbitals_[varied].shell);
  }
}

// dE/dlambda of psi(r) -> lambda^(3/2) psi(lambda r) is the virial sum, for any orbitals.
TEST_P(Functional, VirialSumIsTheDerivativeUnderScaling) {
  const double change = 1e-4;
  const double slope =
      (energy(functional_, some_orbitals(1 + change)) - energy(functional_, some_orbitals(1 - change))) /
      (2 * change);
  const EnergyParts parts = energy_parts(functional_, nucleons_.n, nucleons_.p, grid());
  EXPECT_NEAR(virial_sum(parts, functional_.force.alpha), slope, 1e-3);
  EnergyParts wrong = parts;
  wrong.so *= 1.01;
  EXPECT_GT(std::abs(virial_sum(wrong, functional_.force.alpha) - slope), 1e-3);
}

// The sum of <h> counts a term of degree k in the densities k times: an identity for any orbitals.
TEST_P(Functional, EnergyFromLevelsIsTheEnergy) {
  const EnergyParts parts = energy_parts(functional_, nucleons_.n, nucleons_.p, grid());
  const double sum_of_levels = field_on_densities(field_, nucleons_);
  EXPECT_NEAR(energy_from_levels(sum_of_levels, parts, functional_.force.alpha), parts.total(), 1e-8);
}

TEST_P(Functional, NamedPartsAddUpToTheTotal) {
  const EnergyParts parts = energy_parts(functional_, nucleons_.n, nucleons_.p, grid());
  double sum = 0;
  for (const auto& [name, value] : parts.named()) sum += value;
  EXPECT_NEAR(sum, parts.total(), 1e-10);
}

INSTANTIATE_TEST_SUITE_P(Forces, Functional, testing::Values("SLy4", "SLy5", "SIII", "SkM*", "SGII", "SkE2"),
                         [](const auto& tested) {
                           const std::string name = tested.param;
                           return name == "SkM*" ? "SkMs" : name;
                         });

// A closed l shell (both j filled, same radial function) has J = 0.
TEST(Densities, SpinOrbitCurrentOfAClosedShellVanishes) {
  const std::vector<GridOrbital> closed = {oscillator_orbital({1, 1, 3, Isospin::neutron}, 4, 1.7),
                                           oscillator_orbital({1, 1, 1, Isospin::neutron}, 2, 1.7)};
  const Densities d = densities_of(closed, Isospin::neutron, grid());
  EXPECT_LT(d.J.abs().maxCoeff(), 1e-15);
  EXPECT_NEAR(4 * M_PI * grid().integral(grid().r().square() * d.rho), 6, 1e-12);
}

// 1s oscillator: rho = 2 exp(-x^2)/(pi^(3/2) b^3), tau = rho x^2/b^2, laplacian = rho (4 x^2 - 6)/b^2.
TEST(Densities, OfTheOscillatorAreThoseInClosedForm) {
  const double b = 1.6;
  const Densities d =
      densities_of({oscillator_orbital({1, 0, 1, Isospin::proton}, 2, b)}, Isospin::proton, grid());
  const Eigen::ArrayXd x2 = (grid().r() / b).square();
  const Eigen::ArrayXd rho = 2 * (-x2).exp() / std::pow(std::sqrt(M_PI) * b, 3);
  EXPECT_LT((d.rho - rho).abs().maxCoeff(), 1e-12);
  EXPECT_LT((d.tau - rho * x2 / (b * b)).abs().maxCoeff(), 1e-10);
  // Two derivatives cost four digits in an element, and a few more beside the origin.
  EXPECT_LT((d.laplacian - rho * (4 * x2 - 6) / (b * b)).abs().tail(grid().size() - 3).maxCoeff(), 1e-6);
}

}  // namespace
}  // namespace nereus
