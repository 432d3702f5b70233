#include "generator/flux.hpp"

#include <cmath>
#include <cstdlib>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/data_directory.hpp"
#include "generator/generate_options.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class FluxFile : public TemporaryFolder {
 protected:
  Flux read(const std::string& text) const {
    write_text_file(path("flux.csv"), text);
    return read_flux(path("flux.csv"));
  }
};

const std::string density = "# convention: density\n";
const std::string gev = "E_low_GeV,E_high_GeV,flux\n";

TEST(Flux, ShippedT2kFluxIsTheReleaseOf2016) {
  const Flux flux = make_flux("T2K_ND280_numu", 200, 1000);
  const Flux full_name = make_flux("T2K_ND280_2016_plus250kA_numu", 200, 1000);
  EXPECT_EQ(flux.density, full_name.density);
  // integral(flux*dE) in the header of the file, per GeV; printed with 10 digits.
  EXPECT_NEAR(flux.integral() / 958972716100.0, 1, 1e-9);
  EXPECT_NE(flux.density, make_flux("T2K_ND280_2013_horn250kA_numu", 200, 1000).density);
}

TEST(Flux, CutKeepsTheFractionInsideTheRange) {
  // Summed from the CSV file by an independent script: 0.8232159049881619. Only rounding differs.
  const CutFlux cut = cut_flux(make_flux("T2K_ND280_numu", 200, 1000), 200, 1000);
  EXPECT_NEAR(cut.kept_fraction, 0.8232159049881619, 1e-12);
  EXPECT_EQ(cut.flux.edges.front(), 200);
  EXPECT_EQ(cut.flux.edges.back(), 1000);
}

TEST(Flux, CutThroughABinKeepsItsDensity) {
  const Flux flux{"two bins", "", "", {0, 100, 300}, {1, 2}};
  const CutFlux cut = cut_flux(flux, 50, 200);
  EXPECT_EQ(cut.flux.edges, (std::vector<double>{50, 100, 200}));
  EXPECT_EQ(cut.flux.density, (std::vector<double>{1, 2}));
  EXPECT_DOUBLE_EQ(cut.kept_fraction, 250.0 / 500);
}

TEST(Flux, EveryShippedFluxCanBeRead) {
  const auto names = shipped_fluxes();
  EXPECT_GE(names.size(), 75U);
  for (const std::string& name : names) {
    const Flux flux = make_flux(name, 200, 1000);
    EXPECT_GT(flux.integral(), 0) << name;
    EXPECT_EQ(flux.edges.size(), flux.density.size() + 1) << name;
  }
}

TEST(Flux, FlatAndMonoNeedNoFile) {
  const Flux flat = make_flux("flat", 250, 900);
  EXPECT_EQ(flat.edges, (std::vector<double>{250, 900}));
  EXPECT_DOUBLE_EQ(flat.integral(), 1);
  const Flux mono = make_flux("mono:600", 200, 1000);
  EXPECT_TRUE(mono.is_mono());
  EXPECT_EQ(mono.edges.front(), 600);
}

TEST(Flux, UnknownNamesAreRefusedWithTheClosestOne) {
  EXPECT_REFUSED(make_flux("T2K_ND280_numi", 200, 1000), InputError, "did you mean 'T2K_ND280_numu'");
  EXPECT_REFUSED(make_flux("mono:fast", 200, 1000), InputError, "mono:600");
  EXPECT_REFUSED(make_flux("mono:-5", 200, 1000), InputError, "mono:600");
  EXPECT_REFUSED(make_flux("mono:600 MeV", 200, 1000), InputError, "mono:600");
  EXPECT_REFUSED(make_flux("flat", 900, 250), InputError, "must ascend");
}

TEST(Flux, NoNeutrinosInTheRangeIsRefused) {
  EXPECT_REFUSED(cut_flux(make_flux("mono:1500", 200, 1000), 200, 1000), InputError, "no neutrinos between");
  EXPECT_REFUSED(cut_flux(Flux{"high", "", "", {2000, 3000}, {1}}, 200, 1000), InputError,
                 "no neutrinos between");
}

TEST_F(FluxFile, ConventionAndUnitDecideWhatAColumnMeans) {
  const std::string rows = "0.2,0.3,4\n0.3,0.5,4\n";
  const Flux per_energy = read(density + gev + rows);
  EXPECT_EQ(per_energy.edges, (std::vector<double>{200, 300, 500}));
  EXPECT_DOUBLE_EQ(per_energy.density[0], per_energy.density[1]);
  const Flux per_bin = read("# convention: per bin\n" + gev + rows);
  EXPECT_DOUBLE_EQ(per_bin.density[0], 2 * per_bin.density[1]);
  const Flux mev = read(density + "# unit: per cm^2 per MeV\nE_low_MeV,E_high_MeV,flux\n200,300,4\n");
  EXPECT_EQ(mev.edges, (std::vector<double>{200, 300}));
  EXPECT_EQ(mev.unit, "per cm^2 per MeV");
}

TEST_F(FluxFile, AMissingConventionIsRefused) {
  EXPECT_REFUSED(read(gev + "0.2,0.3,4\n"), InputError, "convention of the flux is not stated");
  EXPECT_REFUSED(read("# convention: as usual\n" + gev + "0.2,0.3,4\n"), InputError,
                 "'as usual' is not known");
  EXPECT_REFUSED(read("# convention: not a density\n" + gev + "0.2,0.3,4\n"), InputError, "is not known");
}

TEST_F(FluxFile, AMissingEnergyUnitIsRefused) {
  EXPECT_REFUSED(read(density + "E_low,E_high,flux\n0.2,0.3,4\n"), InputError, "E_low_GeV,E_high_GeV,flux");
}

TEST_F(FluxFile, UnusableNumbersAreRefusedWithTheirLine) {
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,-4\n"), InputError, "flux.csv:3");
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,nan\n"), InputError, "flux.csv:3");
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,4\n0.3,inf,4\n"), InputError, "flux.csv:4");
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,four\n"), InputError, "flux.csv:3");
  EXPECT_REFUSED(read(density + gev + "-0.2,0.3,4\n"), InputError, "negative");
  EXPECT_REFUSED(read(density + gev + "0.3,0.3,4\n"), InputError, "is empty");
}

TEST_F(FluxFile, BinsMustAscendWithoutGapsOrOverlaps) {
  EXPECT_REFUSED(read(density + gev + "0.3,0.4,4\n0.2,0.3,4\n"), InputError, "without gaps or overlaps");
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,4\n0.4,0.5,4\n"), InputError, "without gaps or overlaps");
  EXPECT_REFUSED(read(density + gev + "0.2,0.35,4\n0.3,0.5,4\n"), InputError, "without gaps or overlaps");
}

TEST_F(FluxFile, AnEmptyFluxIsRefused) {
  EXPECT_REFUSED(read(density + gev), InputError, "no bins");
  EXPECT_REFUSED(read(density + gev + "0.2,0.3,0\n"), InputError, "no neutrinos");
  EXPECT_REFUSED(read_flux(path("absent.csv")), FileError, "absent.csv");
}

// A flux has no seal: what is changed is refused, or it is another flux that means something.
TEST_F(FluxFile, EveryTruncationAndFlippedBitIsRefusedOrStillAFlux) {
  const std::string text = density + "# unit: per cm^2 per 50 MeV per 1e21 POT\n# particle: nu_mu\n" + gev +
                           "0.2,0.3,1e5\n0.3,0.4,2.5\n";
  const auto read_or_refuse = [&](const std::string& changed) {
    try {
      const Flux flux = read(changed);
      EXPECT_TRUE(flux.integral() > 0 && std::isfinite(flux.integral())) << changed;
      for (std::size_t bin = 0; bin < flux.density.size(); ++bin) {
        EXPECT_TRUE(flux.edges[bin + 1] > flux.edges[bin] && flux.density[bin] >= 0) << changed;
      }
      return 1;
    } catch (const InputError& error) {
      EXPECT_NE(std::string(error.what()).find("flux.csv"), std::string::npos) << error.what();
      return 0;
    }
  };
  int read_again = 0;
  for (std::size_t length = 0; length < text.size(); ++length) {
    read_again += read_or_refuse(text.substr(0, length));
  }
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string changed = text;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
    read_again += read_or_refuse(changed);
  }
  EXPECT_EQ(read_or_refuse(text), 1);
  EXPECT_GT(read_again, 100);
}

TEST(DataDirectory, EnvironmentVariableWinsAndIsChecked) {
  setenv("NEREUS_DATA", "/nowhere", 1);
  EXPECT_REFUSED(data_directory(), FileError, "NEREUS_DATA is '/nowhere'");
  setenv("NEREUS_DATA", NEREUS_SOURCE_DIR "/data", 1);
  EXPECT_EQ(data_directory(), NEREUS_SOURCE_DIR "/data");
  unsetenv("NEREUS_DATA");
}

TEST(GenerationMode, UnknownModesAreRefusedByName) {
  GenerateOptions options;
  EXPECT_EQ(generation_mode(options), GenerationMode::weighted);
  for (const auto& [word, mode] : {std::pair{"emulate", GenerationMode::emulate},
                                   {"weighted", GenerationMode::weighted},
                                   {"unweighted", GenerationMode::unweighted},
                                   {"baseline", GenerationMode::baseline}}) {
    options.mode = word;
    EXPECT_EQ(generation_mode(options), mode) << word;
  }
  options.mode = "exact";
  EXPECT_REFUSED(generation_mode(options), InputError, "emulate, weighted, unweighted, baseline");
}

}  // namespace
}  // namespace nereus
