#include "meanfield/ghent_field.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "meanfield/hartree_fock.hpp"
#include "meanfield/self_consistency.hpp"
#include "meanfield/tabulated_field.hpp"

namespace nereus {
namespace {

const Nucleus carbon{6, 6}, oxygen{8, 8};

bool same(const Nucleus& a, const Nucleus& b) { return a.Z == b.Z && a.N == b.N; }

/// The orbitals of 16O that are filled in 12C.
std::vector<GridOrbital> without_p_half(std::vector<GridOrbital> orbitals) {
  const auto is_p_half = [](const GridOrbital& orbital) {
    return orbital.shell.l == 1 && orbital.shell.two_j == 1;
  };
  orbitals.erase(std::remove_if(orbitals.begin(), orbitals.end(), is_p_half), orbitals.end());
  return orbitals;
}

}  // namespace

MeanFieldOptions ghent_options(MeanFieldOptions options) {
  const MeanFieldOptions defaults;
  options.force = "SkE2";
  options.file.clear();
  options.J2 = options.t4_J2 = "on";
  options.coulomb_exchange = "off";
  options.centre_of_mass = true;
  options.fit_length = false;  // both nuclei on one grid, which holds their orbitals
  options.hbar2_2m_n = defaults.hbar2_2m_n;
  options.hbar2_2m_p = defaults.hbar2_2m_p;
  return options;
}

MeanField make_ghent_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                           const PhysicalConstants& constants) {
  const MeanFieldOptions settings = ghent_options(options);
  if (same(nucleus, oxygen)) return solve_hartree_fock(oxygen, settings, constants).field;
  if (!same(nucleus, carbon))
    throw InputError(fmt::format(
        "preset \"ghent2022\" does not know {} (the published tables are of C12 and O16)", nucleus.name()));

  check_table(settings);
  const NamedForce force = resolve_force(settings);
  const SpectralGrid grid = spectral_grid_of(settings);
  const SkyrmeFunctional of_oxygen = functional_for(force, oxygen, true, constants.e2());
  const std::vector<GridOrbital> orbitals =
      without_p_half(solve_on_grid(oxygen, of_oxygen, grid, settings).orbitals);

  const SkyrmeFunctional of_carbon = functional_for(force, carbon, true, constants.e2());
  const GridField continuum = mean_field_of(of_carbon, densities_of(orbitals, Isospin::neutron, grid),
                                            densities_of(orbitals, Isospin::proton, grid), grid);
  return tabulated_field(carbon, of_carbon, {continuum, orbitals}, grid, settings,
                         "orbitals of O16 with SkE2, continuum potential of its 1s1/2 and 1p3/2 shells");
}

}  // namespace nereus
