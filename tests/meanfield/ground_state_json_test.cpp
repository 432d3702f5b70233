#include "meanfield/ground_state_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace nereus {
namespace {

// The command-line contract: these keys, these units, all digits.
TEST(GroundStateJson, HoldsTheGroundStateUnderTheAgreedKeys) {
  const GroundState state = solve_hartree_fock(parse_nucleus("O16"), {}, {});
  const auto json = nlohmann::json::parse(ground_state_json(state));
  EXPECT_EQ(json["nucleus"], "O16");
  EXPECT_EQ(json["energy_mev"]["total"].get<double>(), state.energy.total());
  for (const auto& [name, value] : state.energy.named())
    EXPECT_EQ(json["energy_mev"].at(name).get<double>(), value);
  EXPECT_EQ(json["rms_n_fm"].get<double>(), state.rms_n);
  EXPECT_EQ(json["rms_p_fm"].get<double>(), state.rms_p);
  ASSERT_EQ(json["levels"]["p"].size(), 3u);
  const auto& level = json["levels"]["p"][1];
  EXPECT_EQ(level["label"], "1p3/2");
  EXPECT_EQ(level["n"], 1);
  EXPECT_EQ(level["l"], 1);
  EXPECT_EQ(level["two_j"], 3);
  EXPECT_EQ(level["occupation"], 4.0);
  EXPECT_EQ(level["energy_mev"].get<double>(), state.field.orbital({1, 1, 3, Isospin::proton}).energy);
  EXPECT_TRUE(json["checks"].contains("virial_residual_mev"));
}

}  // namespace
}  // namespace nereus
