#include "validation/electron_data.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "../base/temporary_folder.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"

namespace nereus {
namespace {

const std::string header = "Z,A,E_GeV,theta_deg,omega_GeV,xsec_nb_per_sr_GeV,error,error_syst,key\n";
const std::string good = "6,12,0.56,60,0.150,2380,130,,Barreau:1983ht\n";

class ElectronDataFile : public TemporaryFolder {
 protected:
  ElectronData read(const std::string& text) const {
    write_text_file(path("data.csv"), text);
    return read_electron_data(path("data.csv"));
  }
};

// Counts of data/electron/README.md, made from the files by another program.
TEST(ShippedElectronData, HasEverySettingAndPoint) {
  struct Expected {
    const char* nucleus;
    std::size_t points, settings, empty;
  };
  for (const Expected& expected :
       {Expected{"C12", 2883, 66, 0}, Expected{"O16", 126, 6, 0}, Expected{"Ca40", 1337, 49, 2},
        Expected{"Ca48", 1227, 29, 0}, Expected{"Fe56", 2429, 72, 0}}) {
    const ElectronData data =
        read_electron_data(std::string(NEREUS_SOURCE_DIR "/data/electron/") + expected.nucleus + ".csv");
    EXPECT_EQ(data.nucleus.name(), expected.nucleus);
    EXPECT_EQ(data.settings.size(), expected.settings) << expected.nucleus;
    EXPECT_EQ(data.empty_rows, expected.empty) << expected.nucleus;
    std::size_t points = 0;
    for (const ElectronSetting& setting : data.settings) {
      points += setting.points.size();
      for (std::size_t i = 1; i < setting.points.size(); ++i)
        EXPECT_LE(setting.points[i - 1].omega, setting.points[i].omega);
    }
    EXPECT_EQ(points, expected.points) << expected.nucleus;
  }
}

TEST(ShippedElectronData, HasTheBarreauSettingsOfCarbon) {
  const ElectronData data = read_electron_data(NEREUS_SOURCE_DIR "/data/electron/C12.csv");
  const ElectronData barreau = of_experiment(data, "Barreau:1983ht");
  EXPECT_EQ(barreau.settings.size(), 23u);
  for (const ElectronSetting& setting : barreau.settings) EXPECT_EQ(setting.experiment, "Barreau:1983ht");
  EXPECT_EQ(of_experiment(data, "all").settings.size(), data.settings.size());
  EXPECT_REFUSED(of_experiment(data, "Barreau:1983hx"), InputError, "did you mean 'Barreau:1983ht'");
}

TEST_F(ElectronDataFile, AddsErrorsInQuadratureAndConvertsToMeV) {
  const ElectronData data = read("# comment\n" + header + "6,12,0.56,60,0.150,2380,30,40,A:1\n" + good);
  ASSERT_EQ(data.settings.size(), 2u);
  const ElectronSetting& setting = data.settings[0];
  EXPECT_DOUBLE_EQ(setting.beam_energy, 560);
  EXPECT_DOUBLE_EQ(setting.theta(), M_PI / 3);
  EXPECT_DOUBLE_EQ(setting.points[0].omega, 150);
  EXPECT_DOUBLE_EQ(setting.points[0].error, 50);
}

TEST_F(ElectronDataFile, RefusesWhatCannotBeAMeasurement) {
  for (const char* row : {"6,12,0.56,60,0.150,2380,0,,A:1\n", "6,12,0.56,60,0.56,2380,30,,A:1\n",
                          "6,12,0.56,60,-0.1,2380,30,,A:1\n", "6,12,0.56,0,0.150,2380,30,,A:1\n",
                          "6,12,0.56,190,0.150,2380,30,,A:1\n", "8,16,0.56,60,0.150,2380,30,,A:1\n",
                          "6,12,0.56,60,0.150,x,30,,A:1\n", "6,2,0.56,60,0.150,2380,30,,A:1\n",
                          "6,12,0.56,60,0.150,2380,,,A:1\n"})
    EXPECT_REFUSED(read(header + good + row), InputError, "data.csv:3");
  EXPECT_REFUSED(read(header), InputError, "no rows");
  EXPECT_REFUSED(read("Z,A\n6,12\n"), InputError, "E_GeV");
  EXPECT_THROW(read_electron_data(path("none.csv")), FileError);
}

}  // namespace
}  // namespace nereus
