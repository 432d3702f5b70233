#include "cli/physics.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nereus {
namespace {

std::vector<double> energies_with(const std::string& final_state) {
  RunSettings settings;
  settings.target.nucleus = "C12";
  settings.model.final_state = final_state;
  return quasi_bound_energies(make_physics(settings), settings);
}

// 1d5/2 of the proton, as `nereus meanfield --resonances` lists it (T = 0.1065 MeV): weights are judged
// without it.
TEST(Physics, KnowsTheQuasiBoundStatesThatTheOutgoingProtonCanEndIn) {
  const std::vector<double> energies = energies_with("distorted");
  ASSERT_EQ(energies.size(), 1U);
  EXPECT_NEAR(energies.front(), 0.1065, 5e-5);
  EXPECT_TRUE(energies_with("plane_wave").empty());
}

}  // namespace
}  // namespace nereus
