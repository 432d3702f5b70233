#include "hadron_tensor/total_cross_section.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "base/error.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

// sigma(E_nu) of reference/more_points.json (accuracy 1e-6); ours promises 1e-5, the contract is 1e-3.
TEST(TotalCrossSection, AgreesWithTheReferencePerShell) {
  const auto entries = reference("more_points.json")["sigma"];
  const PhysicalConstants constants;
  double worst = 0;
  for (const std::string particle : {"nu_mu", "anti_nu_mu"}) {
    for (const std::string charge : {"complete", "pion_pole"}) {
      if (particle == "anti_nu_mu" && charge == "pion_pole") continue;  // the operator is the same
      ModelOptions model;
      model.axial_charge = charge;
      const auto table =
          TotalCrossSection::compute(reference_field("fields/C12_SLy4.h5"), make_probe({particle}, constants),
                                     model, constants, 200, 1000, Threads{2});
      int compared = 0;
      for (const auto& entry : entries) {
        if (entry["probe"] != particle || entry["final_state"] != "distorted" ||
            entry["axial_charge"] != charge)
          continue;
        const std::size_t shell = entry["shell"] == "1s1/2" ? 0 : 1;
        const double deviation =
            table.sigma(shell, entry["e_nu_mev"]) * 1e12 / entry["sigma_1e-38cm2"].get<double>() - 1;
        EXPECT_LT(std::abs(deviation), 1e-5) << entry.dump();
        worst = std::max(worst, std::abs(deviation));
        ++compared;
      }
      EXPECT_GE(compared, 10);
    }
  }
  std::printf("largest relative deviation of sigma: %.2e\n", worst);
}

TEST(TotalCrossSection, PlaneWavesAgreeWithTheReference) {
  const auto entries = reference("more_points.json")["sigma"];
  const PhysicalConstants constants;
  ModelOptions model;
  model.final_state = "plane_wave";
  const auto table =
      TotalCrossSection::compute(reference_field("fields/C12_SLy4.h5"), make_probe({}, constants), model,
                                 constants, 200, 1000, Threads{2});
  for (const auto& entry : entries) {
    if (entry["probe"] != "nu_mu" || entry["final_state"] != "plane_wave" ||
        entry["axial_charge"] != "complete")
      continue;
    const std::size_t shell = entry["shell"] == "1s1/2" ? 0 : 1;
    EXPECT_NEAR(table.sigma(shell, entry["e_nu_mev"]) * 1e12 / entry["sigma_1e-38cm2"].get<double>(), 1,
                1e-5);
  }
}

TEST(TotalCrossSection, InterpolatesAndSurvivesAFile) {
  std::vector<double> energies, sigma;
  for (int i = 0; i <= 20; ++i) {
    energies.push_back(200 + 10 * i);
    sigma.push_back(1 + 1e-3 * i + 1e-5 * i * i * i);  // a cubic is exact for six points
  }
  const auto table = TotalCrossSection::from_values(energies, {sigma, sigma}, "f");
  const double i = 7.3;
  EXPECT_NEAR(table.sigma(0, 273), 1 + 1e-3 * i + 1e-5 * i * i * i, 1e-13);
  EXPECT_NEAR(table.sigma(273), 2 * table.sigma(0, 273), 1e-15);
  const std::string path =
      (std::filesystem::temp_directory_path() / "nereus_total_cross_section.h5").string();
  table.write(path);
  EXPECT_EQ(TotalCrossSection::read(path).sigma(1, 333.3), table.sigma(1, 333.3));
  EXPECT_EQ(TotalCrossSection::read(path).fingerprint(), "f");
  std::filesystem::remove(path);
  EXPECT_THROW(table.sigma(0, 199.9), InputError);
  EXPECT_THROW(table.sigma(0, 400.1), InputError);
  EXPECT_THROW(TotalCrossSection::from_values({1, 2}, {{1, 2}}, ""), InputError);
  EXPECT_THROW(TotalCrossSection::from_values(std::vector<double>(8, 1.0), {std::vector<double>(8, 1.0)}, ""),
               InputError);
}

}  // namespace
}  // namespace nereus
