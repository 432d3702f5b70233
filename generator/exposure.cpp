#include "generator/exposure.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "generator/nuclear_mass.hpp"
#include "meanfield/nucleus.hpp"

namespace nereus {
namespace {

constexpr double gram_per_mev = 1.78266192e-27;  // CODATA 2018: 1 MeV/c^2 in g
constexpr double gram_per_tonne = 1e6;
constexpr double cm2_in_sigma_unit = 1e-38;

}  // namespace

void ExposureOptions::visit(FieldVisitor& visitor) {
  visitor.field("pot", pot, "protons on target: with target_mass_t, the number of interactions is printed",
                {0, 1e30});
  visitor.field("target_mass_t", target_mass_t, "mass of the target nuclei, in tonnes", {0, 1e12});
}

void check_exposure(const Flux& flux, const ExposureOptions& exposure) {
  if (!(exposure.pot > 0) || !(exposure.target_mass_t > 0)) {
    throw InputError("an event count needs protons and a mass (give both pot and target_mass_t)");
  }
  if (!flux.per_cm2_pot) {
    throw InputError(
        fmt::format("flux '{}' has no normalisation for an event count (its unit is '{}'); state it in the "
                    "file, as '# unit: per cm^2 per 50 MeV per 1e21 POT'",
                    flux.name, flux.unit));
  }
}

double expected_events(const RunHeader& header) {
  const Flux& flux = header.flux.flux;
  const ExposureOptions& exposure = header.exposure;
  check_exposure(flux, exposure);
  const double neutrinos_per_cm2 = exposure.pot * *flux.per_cm2_pot * flux.integral();
  const double atom_mev = header.masses.target + parse_nucleus(header.nucleus).Z * electron_mass;
  const double nuclei = exposure.target_mass_t * gram_per_tonne / (atom_mev * gram_per_mev);
  return neutrinos_per_cm2 * cm2_in_sigma_unit * header.sigma_flux * nuclei;
}

}  // namespace nereus
