#include "generator/nuclear_mass.hpp"

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

// 12 u - 6 m_e + 1.03 keV of binding, from the definition of the unit. Tolerance: the 0.1 keV of the table.
TEST(NuclearMass, CarbonFollowsFromTheDefinitionOfTheAtomicMassUnit) {
  EXPECT_NEAR(nuclear_mass({6, 6}), 12 * 931.49410242 - 6 * 0.51099895 + 0.00103, 1e-4);
}

// Separation energy of a neutron from 16O (15.6639 MeV) and 15O are not in the table; the binding energy per
// nucleon is: AME2020 prints 7976.207 keV for 16O and 7867.453 keV for 208Pb. Tolerance: electrons (< 5
// keV/A).
TEST(NuclearMass, BindingEnergiesAreThoseOfTheEvaluation) {
  const auto binding = [](int Z, int N) {
    return (Z * proton_mass + N * neutron_mass - nuclear_mass({Z, N})) / (Z + N);
  };
  EXPECT_NEAR(binding(8, 8), 7.976207, 2e-4);
  EXPECT_NEAR(binding(82, 126), 7.867453, 4e-3);
}

TEST(NuclearMass, UnknownNucleiAreRefusedWithTheKnownOnes) {
  EXPECT_REFUSED(nuclear_mass({7, 7}), InputError, "C12 O16");
}

TEST(PdgNumber, FollowsTheMonteCarloScheme) {
  EXPECT_EQ(pdg_nucleus(6, 12), 1000060120);
  EXPECT_EQ(pdg_nucleus(82, 208), 1000822080);
}

}  // namespace
}  // namespace nereus
