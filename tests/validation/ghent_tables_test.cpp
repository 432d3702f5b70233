// The model of `preset = "ghent2022"` beside nodes of the published tables.

#include "validation/ghent_tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "base/error.hpp"
#include "meanfield/ghent_field.hpp"

namespace nereus {
namespace {

ModelOptions ghent_model() {
  ModelOptions model;
  model.axial_charge = "ghent";
  model.coulomb_monopole = false;
  return model;
}

/// Row of a table: q [MeV] and W00 W03 W11 W12 W33 [GeV^-1].
struct Row {
  double q;
  double W[5];
};

// GENIE's data/evgen/hadron_tensors/crpa_susav2/HF_1000080160_anu_QE_Medium.dat, omega = 94 MeV, q = 8.99
// + 7.98 k MeV with k = 44, 45, 63: another nucleus and antineutrinos, at the peak and in the tail.
// Tolerance: PHYSICS Sec. 9 finds medians of 0.05-0.3 % and 0.6 % at most.
TEST(GhentTables, ContainOxygenAndAntineutrinosOfTheSameModel) {
  const Row rows[] = {
      {360.11, {32.7455465258, 6.3832451404, 89.5542859969, -81.3727224363, 2.32783186658}},
      {368.09, {32.0455386716, 6.13175785918, 89.8876223706, -82.25352415, 2.17496230349}},
      {511.73, {8.60475181374, 1.26350560892, 38.2516057711, -37.6321002691, 0.296834888539}}};
  const PhysicalConstants constants;
  const InclusiveResponses responses(make_ghent_field(parse_nucleus("O16"), {}, constants),
                                     make_probe({"anti_nu_mu"}, constants), ghent_model(), constants);
  for (const Row& row : rows) {
    Responses sum;
    for (const Responses& W : responses.at({94, row.q})) sum.add(W, 1000);
    const double ours[5] = {sum.w00, sum.w03, sum.w11, sum.w12, sum.w33};
    for (int i = 0; i < 5; ++i) EXPECT_NEAR(ours[i] / row.W[i], 1, 0.006) << row.q << ' ' << i;
  }
}

// The limits must see a model that is not that of the tables: the default axial charge.
TEST(GhentTables, TellAnotherAxialChargeApart) {
  const PhysicalConstants constants;
  const Probe probe = make_probe({}, constants);
  GhentNodes nodes = read_ghent_nodes(std::string(NEREUS_SOURCE_DIR) + "/data/ghent/C12_nu.h5", "HF");
  EXPECT_GT(nodes.transfer.size(), 7000u);
  GhentNodes few;  // every hundredth node is enough
  for (std::size_t i = 0; i < nodes.transfer.size(); i += 100) {
    few.transfer.push_back(nodes.transfer[i]);
    few.table.push_back(nodes.table[i]);
  }
  const MeanField field = make_ghent_field(parse_nucleus("C12"), {}, constants);
  const auto compare = [&](const ModelOptions& model) {
    const InclusiveResponses responses(field, probe, model, constants);
    return compare_with_ghent("HF", few, responses, probe, constants, Threads{2});
  };
  EXPECT_TRUE(within_limits(compare(ghent_model())));
  ModelOptions other = ghent_model();
  other.axial_charge = "complete";
  EXPECT_FALSE(within_limits(compare(other)));
  other = ghent_model();
  other.coulomb_monopole = true;
  EXPECT_FALSE(within_limits(compare(other)));
}

TEST(GhentTables, AFileOfAnotherLayoutIsRefused) {
  EXPECT_THROW(read_ghent_nodes("no_such_file.h5", "HF"), FileError);
  EXPECT_THROW(read_ghent_nodes(std::string(NEREUS_SOURCE_DIR) + "/data/ghent/C12_nu.h5", "CRPA"), FileError);
}

}  // namespace
}  // namespace nereus
