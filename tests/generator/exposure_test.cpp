#include "generator/exposure.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/flux_unit.hpp"
#include "generator/nuclear_mass.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

TEST(FluxUnit, IsReadFromItsText) {
  const auto t2k = parse_flux_unit("per cm^2 per 50 MeV per 1e21 POT");
  ASSERT_TRUE(t2k.has_value());
  EXPECT_EQ(*t2k->area_cm2, 1);
  EXPECT_EQ(*t2k->energy_mev, 50);
  EXPECT_EQ(*t2k->pot, 1e21);
  const auto minerva = parse_flux_unit("per 1e6 POT per m^2 per 0.5 GeV");
  ASSERT_TRUE(minerva.has_value());
  EXPECT_EQ(*minerva->area_cm2, 1e4);
  EXPECT_EQ(*minerva->energy_mev, 500);
  EXPECT_EQ(*minerva->pot, 1e6);
  EXPECT_FALSE(parse_flux_unit("per cm^2 per 50 MeV")->pot.has_value());
}

TEST(FluxUnit, AnythingElseSaysNothing) {
  for (const char* text : {"", "arbitrary", "per", "per 50", "per cm^2 50 MeV", "per km^2", "per -1 POT",
                           "per 0 POT", "per cm^2 per m^2", "/cm^2/POT", "per nan POT"}) {
    EXPECT_FALSE(parse_flux_unit(text).has_value()) << text;
  }
}

class Exposure : public TemporaryFolder {
 protected:
  Flux read(const std::string& comments, const std::string& columns = "E_low_GeV,E_high_GeV,flux") const {
    write_text_file(path("flux.csv"), comments + columns + "\n0.2,0.3,4\n0.3,0.5,6\n");
    return read_flux(path("flux.csv"));
  }
  RunHeader header(const CutFlux& cut, const ExposureOptions& exposure) const {
    RunHeader header;
    header.flux = cut;
    header.exposure = exposure;
    header.nucleus = "C12";
    header.masses.target = nuclear_mass({6, 6});
    header.sigma_flux = 4;
    return header;
  }
};

// 16 neutrinos per m^2 and POT: 4 x 0.1/0.1 + 6 x 0.2/0.1, whatever the form of the file.
TEST_F(Exposure, TheNormalisationIsThatOfTheStatedUnit) {
  const auto per_pot = [](const Flux& flux) { return *flux.per_cm2_pot * flux.integral(); };
  EXPECT_NEAR(per_pot(read("# convention: density\n# unit: per m^2 per 0.1 GeV per POT\n")), 16e-4, 1e-15);
  EXPECT_NEAR(per_pot(read("# convention: density\n# unit: per cm^2 per 1e4 POT per 100 MeV\n")), 16e-4,
              1e-15);
  EXPECT_NEAR(per_pot(read("# convention: per bin\n# unit: per m^2 per POT\n")), 10e-4, 1e-15);
}

TEST_F(Exposure, WithoutAUnitThereIsNoNormalisation) {
  EXPECT_FALSE(read("# convention: density\n").per_cm2_pot.has_value());
  EXPECT_FALSE(read("# convention: density\n# unit: per cm^2 per 50 MeV\n").per_cm2_pot.has_value());
  EXPECT_FALSE(read("# convention: density\n# unit: per cm^2 per POT\n").per_cm2_pot.has_value());
  EXPECT_FALSE(read("# convention: density\n# unit: per POT per GeV\n").per_cm2_pot.has_value());
  EXPECT_REFUSED(read("# convention: per bin\n# unit: per cm^2 per GeV per POT\n"), InputError, "contradict");
}

// 12 g of carbon-12 atoms are Avogadro's number of nuclei: 16e-4 x 1e21 x 4e-38 x 6.02214076e23 x 1e6 / 12.
// The mass of the electrons' binding is left out: 1e-7.
TEST_F(Exposure, CountsNeutrinosTimesCrossSectionTimesNuclei) {
  const CutFlux cut{read("# convention: density\n# unit: per m^2 per 0.1 GeV per POT\n"), 1};
  EXPECT_NEAR(expected_events(header(cut, {1e21, 1})) / 3.21180840533e9, 1, 1e-6);
  EXPECT_NEAR(expected_events(header(cut, {2e21, 3})) / 3.21180840533e9, 6, 1e-5);
}

TEST_F(Exposure, CountsOnlyWhatTheCutKeeps) {
  const Flux flux = read("# convention: density\n# unit: per m^2 per 0.1 GeV per POT\n");
  const CutFlux cut = cut_flux(flux, 300, 400);
  EXPECT_NEAR(expected_events(header(cut, {1e21, 1})) / 3.21180840533e9, 6.0 / 16, 1e-6);
}

// From the header of the file: 958972716100 per cm^2, 50 MeV and 1e21 POT, times GeV.
TEST(ShippedFluxes, T2kFluxHasItsPublishedNormalisation) {
  const Flux flux = make_flux("T2K_ND280_numu", 200, 1000);
  EXPECT_NEAR(*flux.per_cm2_pot * flux.integral() / (958972716100.0 / 0.05 / 1e21), 1, 1e-9);
}

TEST(ShippedFluxes, SayWhatTheirNeutrinosAre) {
  int normalised = 0;
  for (const std::string& name : shipped_fluxes()) {
    const Flux flux = make_flux(name, 200, 1000);
    const bool electron = name.find("_nue") != std::string::npos;
    const bool anti = name.find("numub") != std::string::npos || name.find("nueb") != std::string::npos;
    EXPECT_EQ(flux.pdg, (anti ? -1 : 1) * (electron ? 12 : 14)) << name;
    normalised += flux.per_cm2_pot ? 1 : 0;
  }
  EXPECT_EQ(normalised, 72) << "all but MiniBooNE and the older MicroBooNE file";
}

TEST_F(Exposure, WhatCannotBeCountedIsRefused) {
  const Flux flux = read("# convention: density\n# unit: per m^2 per 0.1 GeV per POT\n");
  EXPECT_REFUSED(check_exposure(flux, {1e21, 0}), InputError, "give both pot and target_mass_t");
  EXPECT_REFUSED(check_exposure(flux, {0, 1}), InputError, "give both pot and target_mass_t");
  EXPECT_REFUSED(check_exposure(make_flux("MiniBooNE_FHC_numu", 200, 1000), {1e21, 1}), InputError,
                 "its unit is 'per cm^2 per 50 MeV'");
  EXPECT_REFUSED(check_exposure(make_flux("flat", 200, 1000), {1e21, 1}), InputError, "has no normalisation");
}

TEST_F(Exposure, ParticlesMustBeKnownAndThoseOfTheProbe) {
  const Flux flux = read("# convention: density\n# particle: anti_nu_e\n");
  EXPECT_EQ(flux.pdg, -12);
  const PhysicalConstants constants;
  EXPECT_NO_THROW(check_flavour(flux, make_probe({"anti_nu_e"}, constants)));
  EXPECT_REFUSED(check_flavour(flux, make_probe({"nu_e"}, constants)), InputError, "is one of anti_nu_e");
  EXPECT_NO_THROW(check_flavour(read("# convention: density\n"), make_probe({"nu_e"}, constants)));
  EXPECT_REFUSED(read("# convention: density\n# particle: numu\n"), InputError,
                 "particle 'numu' is not known");
}

}  // namespace
}  // namespace nereus
