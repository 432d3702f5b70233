// Options, fingerprints.

#include <gtest/gtest.h>

#include <cmath>

#include "base/error.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

TEST(Probe, StrikesNeutronsWithNeutrinosAndProtonsWithAntineutrinos) {
  const Probe nu = make_probe({"nu_mu"}, {}), antinu = make_probe({"anti_nu_tau"}, {});
  EXPECT_EQ(nu.struck(), std::vector{Isospin::neutron});
  EXPECT_EQ(pdg_probe(nu), 14);
  EXPECT_EQ(pdg_lepton(nu), 13);
  EXPECT_EQ(antinu.struck(), std::vector{Isospin::proton});
  EXPECT_EQ(pdg_probe(antinu), -16);
  EXPECT_EQ(pdg_lepton(antinu), -15);
  EXPECT_DOUBLE_EQ(antinu.lepton_mass, 1776.86);
  EXPECT_THROW(make_probe({"photon"}, {}), InputError);
}

TEST(Probe, ElectronsStrikeBothSpeciesAndNameThemInTheShells) {
  const Probe electron = make_probe({"electron"}, {});
  EXPECT_EQ(electron.struck(), (std::vector{Isospin::proton, Isospin::neutron}));
  EXPECT_EQ(electron.outgoing(Isospin::neutron), Isospin::neutron);
  EXPECT_EQ(electron.shell_label({1, 1, 3, Isospin::proton}), "p:1p3/2");
  EXPECT_EQ(make_probe({"nu_mu"}, {}).shell_label({1, 1, 3, Isospin::neutron}), "1p3/2");
  EXPECT_EQ(pdg_probe(electron), 11);
  EXPECT_THROW(struck_by_neutrinos(electron, "no events"), InputError);
}

TEST(ModelFingerprint, ChangesWithThePhysicsAndNotWithTheAccuracy) {
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  const Probe probe = make_probe({}, {});
  const std::string original = model_fingerprint(field, probe, {}, {});
  ModelOptions finer;
  finer.accuracy = 1e-7;
  EXPECT_EQ(model_fingerprint(field, probe, finer, {}), original);
  ModelOptions heavier;
  heavier.form_factors.M_A_mev = 1100;
  EXPECT_NE(model_fingerprint(field, probe, heavier, {}), original);
  PhysicalConstants constants;
  constants.v_ud = 0.974;
  EXPECT_NE(model_fingerprint(field, probe, {}, constants), original);
  EXPECT_NE(model_fingerprint(field, make_probe({"nu_e"}, {}), {}, {}), original);
  EXPECT_NE(model_fingerprint(reference_field("fields/C12_ghent.h5"), probe, {}, {}), original);
}

// A neutrino and an antineutrino differ in the sign of the vector-axial interference alone when the
// nucleus, masses and currents are the same: the isospin partner's field is used for both here.
TEST(CrossSection, InterferenceEnhancesNeutrinos) {
  const PhysicalConstants constants;
  const MeanField& field = reference_field("fields/C12_SLy4.h5");
  const InclusiveResponses nu(field, make_probe({"nu_mu"}, constants), {}, constants);
  const Responses W = nu.at({100, 400})[1];
  EXPECT_LT(W.w12, 0);
  const auto lepton = lepton_kinematics(600, 100, 0.6, constants.muon_mass);
  EXPECT_GT(inclusive_cross_section(*lepton, W, make_probe({"nu_mu"}, constants), constants),
            inclusive_cross_section(*lepton, W, make_probe({"anti_nu_mu"}, constants), constants));
}

TEST(CrossSection, UnknownFinalStatesAreRefused) {
  ModelOptions model;
  model.final_state = "crpa";
  EXPECT_THROW(
      make_direct_cross_section(reference_field("fields/C12_SLy4.h5"), make_probe({}, {}), model, {}),
      InputError);
  model = {};
  model.axial_charge = "none";
  EXPECT_THROW(
      make_direct_cross_section(reference_field("fields/C12_SLy4.h5"), make_probe({}, {}), model, {}),
      InputError);
}

}  // namespace
}  // namespace nereus
