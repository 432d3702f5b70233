// Ground states against an independent spectral-element calculation (tests/data/hartree_fock.json, stated
// accuracy 1e-5 MeV and 1e-6 fm in a box of 20 fm; checked by its author against Sky3D, skyrme_rpa and
// arXiv:2209.03257).

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "meanfield/hartree_fock.hpp"

namespace nereus {
namespace {

const nlohmann::json& reference() {
  static const nlohmann::json loaded = [] {
    std::ifstream file(NEREUS_TEST_DATA "/hartree_fock.json");
    return nlohmann::json::parse(file);
  }();
  return loaded["ground_states"];
}

/// The reference was made with e^2 = 1.43996446 MeV fm; ours differs in the eighth digit.
PhysicalConstants constants_of_the_reference() {
  PhysicalConstants constants;
  constants.inverse_alpha = constants.hbar_c / 1.43996446;
  return constants;
}

class ReferenceGroundState : public testing::TestWithParam<std::size_t> {};

TEST_P(ReferenceGroundState, IsReproduced) {
  const nlohmann::json& expected = reference()[GetParam()];
  const Nucleus nucleus = parse_nucleus(expected["nucleus"]);
  MeanFieldOptions options;
  options.force = expected["force"];
  const auto start = std::chrono::steady_clock::now();
  const GroundState state = solve_hartree_fock(nucleus, options, constants_of_the_reference());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  // Twice the stated accuracy; in 208Pb the reference's smaller box moves parts against each other (its
  // author: 16 -> 20 fm 1.4 keV in the total).
  const bool heavy = nucleus.A() > 100;
  const double tolerance_total = heavy ? 1e-4 : 2e-5, tolerance_part = heavy ? 1e-3 : 2e-5;
  const double tolerance_level = heavy ? 1e-5 : 2e-6, tolerance_radius = heavy ? 2e-6 : 1e-6;

  double worst_part = 0, worst_level = 0;
  const nlohmann::json& parts = expected["energy"];
  for (const auto& [name, value] : state.energy.named()) {
    EXPECT_NEAR(value, parts.at(name).get<double>(), tolerance_part) << name;
    worst_part = std::max(worst_part, std::abs(value - parts.at(name).get<double>()));
  }
  EXPECT_NEAR(state.energy.total(), parts.at("total").get<double>(), tolerance_total);
  EXPECT_NEAR(state.rms_n, expected["rms_n"].get<double>(), tolerance_radius);
  EXPECT_NEAR(state.rms_p, expected["rms_p"].get<double>(), tolerance_radius);

  std::size_t levels = 0;
  for (Isospin isospin : {Isospin::neutron, Isospin::proton})
    for (const nlohmann::json& level : expected["levels"][isospin == Isospin::neutron ? "n" : "p"]) {
      const BoundOrbital& orbital = state.field.orbital(parse_shell(level["label"], isospin));
      EXPECT_NEAR(orbital.energy, level["energy"].get<double>(), tolerance_level) << label(orbital.shell);
      EXPECT_EQ(orbital.occupation, level["occ"].get<double>());
      worst_level = std::max(worst_level, std::abs(orbital.energy - level["energy"].get<double>()));
      ++levels;
    }
  EXPECT_EQ(levels, state.field.orbitals.size());
  fmt::print("{:6} {:6} E {:13.6f} MeV  total {:+.4f} keV  worst part {:.4f}  worst level {:.4f}  {:.3f} s\n",
             nucleus.name(), options.force, state.energy.total(),
             1e3 * (state.energy.total() - parts.at("total").get<double>()), 1e3 * worst_part,
             1e3 * worst_level, seconds);
}

INSTANTIATE_TEST_SUITE_P(All, ReferenceGroundState, testing::Range<std::size_t>(0, reference().size()),
                         [](const auto& tested) {
                           const nlohmann::json& state = reference()[tested.param];
                           return state["nucleus"].get<std::string>() + state["force"].get<std::string>();
                         });

}  // namespace
}  // namespace nereus
