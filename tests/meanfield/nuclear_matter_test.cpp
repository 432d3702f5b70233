#include "meanfield/nuclear_matter.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

struct Published {
  const char* force;
  double energy, density, incompressibility, effective_mass;
  double tolerance_energy, tolerance_density, tolerance_K, tolerance_mass;  // half a unit of the last digit
};

class PublishedMatter : public testing::TestWithParam<Published> {};

// A mistyped digit of any parameter that symmetric matter knows moves one of the four numbers.
TEST_P(PublishedMatter, IsReproducedToTheLastPrintedDigit) {
  const Published& published = GetParam();
  const NamedForce& force = named_force(published.force);
  const NuclearMatter matter = nuclear_matter(force.force, force.settings.hbar2_2m_n);
  EXPECT_NEAR(matter.energy, published.energy, published.tolerance_energy);
  EXPECT_NEAR(matter.density, published.density, published.tolerance_density);
  EXPECT_NEAR(matter.incompressibility, published.incompressibility, published.tolerance_K);
  EXPECT_NEAR(matter.effective_mass, published.effective_mass, published.tolerance_mass);
}

// SLy4, SLy5: E. Chabanat et al., NPA 635 (1998) 231, table 2. SIII: M. Beiner et al., NPA 238 (1975) 29.
// SkM*: J. Bartel et al., NPA 386 (1982) 79. SGII: N. Van Giai and H. Sagawa, PLB 106 (1981) 379. SkE2: M.
// Waroquier et al., NPA 404 (1983) 298. More digits of SIII, SkM*, SGII, K above all: the tables of M. Dutra
// et al., PRC 85 (2012) 035201 (arXiv:1202.3902), who use a nucleon mass that differs in the fourth digit.
INSTANTIATE_TEST_SUITE_P(
    Forces, PublishedMatter,
    testing::Values(Published{"SLy4", -15.97, 0.160, 229.9, 0.695, 0.005, 0.0005, 0.05, 0.0005},
                    Published{"SLy5", -15.98, 0.160, 229.9, 0.697, 0.005, 0.0005, 0.05, 0.0005},
                    Published{"SIII", -15.85, 0.145, 355.4, 0.763, 0.005, 0.0005, 0.06, 0.0005},
                    Published{"SkM*", -15.77, 0.160, 216.6, 0.789, 0.005, 0.0005, 0.05, 0.0005},
                    Published{"SGII", -15.59, 0.158, 214.6, 0.786, 0.005, 0.0005, 0.06, 0.0005},
                    Published{"SkE2", -15.995, 0.159, 200.0, 0.720, 0.0006, 0.0005, 0.05, 0.0005}),
    [](const auto& tested) {
      const std::string name = tested.param.force;
      return name == "SkM*" ? "SkMs" : name;
    });

// Without a force, matter is a Fermi gas: E/A = 3/5 hbar^2 kF^2/2m; kF = 1.33 fm^-1 at 0.1589 fm^-3.
TEST(EnergyPerNucleon, WithoutForceIsThatOfAFermiGas) {
  const double kF = 1.33, rho = 2 * kF * kF * kF / (3 * M_PI * M_PI);
  EXPECT_NEAR(energy_per_nucleon(SkyrmeForce{}, rho, 20.73553), 0.6 * 20.73553 * kF * kF, 1e-12);
}

TEST(NuclearMatter, OfAForceWithoutRepulsionIsRefused) {
  SkyrmeForce attraction;
  attraction.t0 = -1000;
  EXPECT_THROW(nuclear_matter(attraction, 20.73553), ConvergenceError);
}

}  // namespace
}  // namespace nereus
