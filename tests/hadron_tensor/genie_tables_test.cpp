// Tables in the format of GENIE.

#include "hadron_tensor/genie_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

std::string temporary_file(const std::string& name) {
  return (std::filesystem::temp_directory_path() / ("nereus_" + name)).string();
}

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// Nine digits are written: what is read back is the direct response to 1e-9.
TEST(GenieTables, ReadBackTheDirectResponses) {
  const Probe probe = make_probe({"anti_nu_mu"}, {});
  const InclusiveResponses responses(reference_field("fields/C12_SLy4.h5"), probe, {}, {});
  const GenieTable table =
      tabulate_responses(responses, {6, 6}, "QE_HF_Low", {30, 80, 420}, {60, 100, 400}, {});
  const std::string path = temporary_file("table.dat");
  write(path, genie_text(table));
  const GenieTable read = read_genie_table(path);
  EXPECT_EQ(read.nucleus.name(), "C12");
  EXPECT_EQ(read.type, "QE_HF_Low");
  ASSERT_EQ(read.omega.size(), 3u);
  ASSERT_EQ(read.q.size(), 3u);
  EXPECT_NEAR(read.omega[2], 420, 1e-9);
  EXPECT_NEAR(read.q[1], 100, 1e-9);
  EXPECT_EQ(read.at(2, 2).w00, 0);  // omega > q: no phase space
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      if (read.q[j] <= read.omega[i]) continue;
      Responses sum;
      for (const Responses& W : responses.at({read.omega[i], read.q[j]})) {
        sum.w00 += W.w00;
        sum.w12 += W.w12;
        sum.w33 += W.w33;
      }
      // 1e-4: waves shared by several q are solved on another grid.
      EXPECT_NEAR(read.at(i, j).w00, sum.w00, 1e-4 * sum.w00);
      EXPECT_NEAR(read.at(i, j).w12, sum.w12, 1e-4 * std::abs(sum.w12));
      EXPECT_NEAR(read.at(i, j).w33, sum.w33, 1e-4 * sum.w33);
      EXPECT_NEAR(read.at(i, j).w11, table.at(i, j).w11, 1e-8 * table.at(i, j).w11);
    }
  }
  std::filesystem::remove(path);
}

// The file of the same name in GENIE's crpa_susav2 folder starts with these lines.
TEST(GenieTables, HaveTheNamesAndGridsOfThePublishedOnes) {
  EXPECT_EQ(genie_file_name({6, 6}, make_probe({"nu_mu"}, {}), "distorted", "Medium"),
            "HF_1000060120_QE_Medium.dat");
  EXPECT_EQ(genie_file_name({8, 8}, make_probe({"anti_nu_e"}, {}), "plane_wave", "Low"),
            "HF_PW_1000080160_anu_QE_Low.dat");
  const auto ranges = genie_ranges(17.66574);
  EXPECT_EQ(ranges[0].omega.size(), 170u);
  EXPECT_NEAR(ranges[0].omega.back(), 59.91574, 1e-9);
  EXPECT_NEAR(ranges[1].omega.back(), 148, 1e-9);
  EXPECT_NEAR(ranges[2].omega.back(), 991, 1e-9);
  EXPECT_NEAR(genie_momenta().back(), 1996.01, 1e-9);
  const GenieTable medium{"", {6, 6}, "QE_HF_Mid", ranges[1].omega, genie_momenta(), {}};
  EXPECT_EQ(genie_text(medium), "\n6 12 QE_HF_Mid 31 250\n0 0.058 0.003 0 0.00899 0.00798\n");
}

TEST(GenieTables, DamagedTablesAreRefused) {
  const std::string path = temporary_file("damaged.dat");
  const std::string head = "comment\n6 12 QE 1 2\n0 0.1 0.1 1 0.2 0.3\n";
  write(path, head + "1 2 3 4 5\n1 2 3 4 5\n");
  EXPECT_EQ(read_genie_table(path).W.size(), 2u);
  for (const std::string& text :
       {head + "1 2 3 4 5\n1 2 3 4\n", head + "1 2 3 4 5\n1 2 3 4 nan\n", head + "1 2 3 4 5\n1 2 3 4 5\n6\n",
        std::string("comment\n6 12 QE 0 2\n"), std::string("comment\n6 12 QE 1 2\n2 0.1 0.1 1 0.2 0.3\n")}) {
    write(path, text);
    EXPECT_THROW(read_genie_table(path), InputError) << text;
  }
  std::filesystem::remove(path);
  EXPECT_THROW(read_genie_table(path), FileError);
}

}  // namespace
}  // namespace nereus
