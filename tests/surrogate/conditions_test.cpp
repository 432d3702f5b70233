#include "surrogate/conditions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "meanfield/make_mean_field.hpp"
#include "support/proxy_cross_section.hpp"
#include "surrogate/model_box.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {
namespace {

ConditionOptions axial_masses() {
  ConditionOptions options;
  options.M_A_mev = {800, 1400};
  return options;
}

TEST(Conditions, NameParametersOfTheModelAndTheirRanges) {
  const std::vector<Condition> conditions = parameter_conditions(axial_masses());
  ASSERT_EQ(conditions.size(), 1U);
  EXPECT_EQ(conditions[0].scaled(800), -1);
  EXPECT_EQ(conditions[0].scaled(1400), 1);
  ModelOptions model;
  model.form_factors.M_A_mev = 950;
  EXPECT_EQ(parameter_values(conditions, model), std::vector<double>{950});
  EXPECT_EQ(with_parameters(model, conditions, {1234}).form_factors.M_A_mev, 1234);
  EXPECT_EQ(centre_of_box(model, axial_masses()).form_factors.M_A_mev, 1100);
  EXPECT_EQ(centre_of_box(model, {}).form_factors.M_A_mev, 950);
}

TEST(Conditions, RefuseWhatTheModelDoesNotHave) {
  ModelOptions model;
  model.form_factors.axial = "z_expansion";
  EXPECT_THROW(parameter_values(parameter_conditions(axial_masses()), model), InputError);
  ConditionOptions second;
  second.z_a2 = {-1, 1};
  EXPECT_EQ(parameter_values(parameter_conditions(second), model), std::vector<double>{-0.6});
  EXPECT_THROW(parameter_values(parameter_conditions(second), ModelOptions{}), InputError);
  model.form_factors.z_a = {2.3};
  EXPECT_THROW(parameter_values(parameter_conditions(second), model), InputError);
  for (const std::vector<double>& range : {std::vector<double>{1}, {2, 1}, {1, 1}, {1, 2, 3}}) {
    ConditionOptions odd;
    odd.M_A_mev = range;
    EXPECT_THROW(parameter_conditions(odd), InputError);
  }
}

TEST(Conditions, MissingEnergyVariesAroundTheCentreOfABroadShell) {
  ConditionOptions options;
  options.missing_energy = {"", {{"1s1/2", 12}}};
  const auto broad = test::make_proxy_cross_section(test::broad_proxy(LineShape::gaussian));
  const PhaseSpaceModel model = make_phase_space(*broad, 200, 1000, {}, options);
  const double centre = broad->removal_energy(0);
  EXPECT_EQ(model.missing_energies.at(0).high, centre + 12);
  EXPECT_EQ(model.missing_energies.at(0).low, std::max(centre - 12, broad->strength(0).threshold()));
  EXPECT_TRUE(model.missing_energies.at(1).is_none());

  EXPECT_THROW(make_phase_space(*test::make_proxy_cross_section(), 200, 1000, {}, options), InputError);
  options.missing_energy = {"", {{"1d5/2", 12}}};
  EXPECT_THROW(make_phase_space(*broad, 200, 1000, {}, options), InputError);
  options.missing_energy = {"", {{"1s1/2", 70}}};  // beyond what 200 MeV can pay for
  EXPECT_THROW(make_phase_space(*broad, 200, 1000, {}, options), InputError);
}

// p at a point of the box against a model that was set up for this M_A and this E_m alone: another
// quadrature, another evaluator object. The mutant forgets that sigma depends on M_A.
TEST(ModelBox, GivesTheDensityOfEveryMember) {
  const PhysicalConstants constants;
  const MeanField field = make_mean_field(parse_nucleus("C12"), {}, constants);
  const Probe probe = make_probe({}, constants);
  ModelOptions model;
  model.final_state = "plane_wave";
  model.missing_energy.line_shape = "gaussian";
  model.missing_energy.width = {"", {{"1s1/2", 10}}};
  ConditionOptions conditions = axial_masses();
  conditions.missing_energy = {"", {{"1s1/2", 8}}};
  EvaluatorOptions direct;
  direct.kind = "direct";
  const auto box = make_model_box({field, probe, model, constants}, direct, conditions, 250, 400, Threads{2});
  EXPECT_EQ(box->centre().fingerprint(),
            model_fingerprint(field, probe, centre_of_box(model, conditions), constants));

  const double e_m = box->centre().removal_energy(0) + 5, axial_mass = 930;
  ModelOptions member;
  member.final_state = "plane_wave";
  member.form_factors.M_A_mev = axial_mass;
  member.missing_energy.removal_energy = {"", {{"1s1/2", e_m}}};
  const auto narrow = make_direct_cross_section(field, probe, member, constants);
  const auto total = TotalCrossSection::compute(field, probe, member, constants, 250, 400, Threads{2});
  RandomStream stream(3, StreamPurpose::test, 0);
  std::vector<PhasePoint> points;
  for (int i = 0; i < 20; ++i) {
    PhasePoint point{250 + 150 * stream.uniform(), 0, 2 * stream.uniform() - 1, 2 * stream.uniform() - 1, 0};
    point.missing_energy = e_m;
    point.omega = e_m + (point.e_nu - probe.lepton_mass - e_m) * (0.1 + 0.8 * stream.uniform());
    points.push_back(point);
  }
  const std::vector<AzimuthalTerms> density = box->density(0, {axial_mass}, points, Threads{1});
  const std::vector<AzimuthalTerms> mutant = box->density(0, {1100}, points, Threads{1});
  double largest = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    PhasePoint point = points[i];
    point.missing_energy.reset();
    const double expected = narrow->azimuthal_terms(0, point).s0 / total.sigma(0, point.e_nu);
    EXPECT_NEAR(density[i].s0, expected, 1e-4 * expected);
    largest = std::max(largest, std::abs(mutant[i].s0 / expected - 1));
  }
  EXPECT_GT(largest, 1e-2);
}

}  // namespace
}  // namespace nereus
