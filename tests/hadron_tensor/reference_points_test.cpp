// The exclusive and inclusive reference points of PHYSICS Sec. 11, with the reference mean fields.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "reference_data.hpp"

namespace nereus {
namespace {

constexpr double fm2_to_1e42cm2 = 1e16;  // 1 fm^2 = 1e-26 cm^2

PhasePoint phase_point(const nlohmann::json& point) {
  return {point["e_nu_mev"], point["omega_mev"], point["cos_theta_mu"],
          std::cos(point["theta_n"].get<double>()), point["phi_n"]};
}

// Tolerance: PHYSICS Sec. 11, 1e-4 relative (the references are good to about 3e-6).
TEST(ReferencePoints, FourfoldCrossSectionsAgreeForEveryFinalStateAndAxialCharge) {
  int compared = 0;
  double worst = 0;
  const auto reference_points = reference("exclusive_points.json");
  for (const auto& point : reference_points["points"]) {
    for (const auto& [final_state, charges] : point["d4sigma_1e-42cm2_per_mev_sr"].items()) {
      for (const auto& [charge, value] : charges.items()) {
        ModelOptions model;
        model.final_state = final_state;
        model.axial_charge = charge;
        const ReferenceShell shell(point, model);
        const double ours = fm2_to_1e42cm2 * shell.evaluator().d4sigma(shell.index, phase_point(point));
        const double deviation = std::abs(ours / value.get<double>() - 1);
        EXPECT_LT(deviation, 1e-4) << point["id"] << ' ' << final_state << ' ' << charge;
        worst = std::max(worst, deviation);
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 380);  // 76 points x (2 distorted + 2 plane wave + 1 consistent plane wave)
  std::printf("largest relative deviation of d4sigma: %.2e\n", worst);
}

// Tolerances: 1e-4 of S0 for the azimuthal terms, 1e-4 of the largest |H_mu_nu|.
TEST(ReferencePoints, AzimuthalTermsAndAllOfTheHadronTensorAgree) {
  double worst_terms = 0, worst_tensor = 0;
  const auto reference_points = reference("exclusive_points.json");
  for (const auto& point : reference_points["points"]) {
    for (const std::string charge : {"pion_pole", "complete"}) {
      ModelOptions model;
      model.axial_charge = charge;
      const ReferenceShell shell(point, model);
      const PhasePoint at = phase_point(point);
      const AzimuthalTerms terms = shell.evaluator().azimuthal_terms(shell.index, at);
      const auto& expected = point["phi_terms_distorted"][charge];
      const double s0 = expected["S0"];
      const std::pair<const char*, double> ours[] = {
          {"S0", terms.s0}, {"S1c", terms.s1c}, {"S2c", terms.s2c}, {"S1s", terms.s1s}, {"S2s", terms.s2s}};
      for (const auto& [name, value] : ours) {
        const double deviation = std::abs(fm2_to_1e42cm2 * value - expected[name].get<double>()) / s0;
        EXPECT_LT(deviation, 1e-4) << point["id"] << ' ' << charge << ' ' << name;
        worst_terms = std::max(worst_terms, deviation);
      }

      const HadronTensor H =
          rotate(shell.transition().hadron_tensor({point["omega_mev"], point["q_mev"]},
                                                  shell.transition().removal_energy(), at.cos_theta_n),
                 at.phi_n);
      HadronTensor expected_H;
      for (int i = 0; i < 4; ++i) {
        for (int j = 0; j < 4; ++j) {
          expected_H(i, j) = {point["H_distorted"][charge]["re"][i][j],
                              point["H_distorted"][charge]["im"][i][j]};
        }
      }
      const double deviation = (H - expected_H).cwiseAbs().maxCoeff() / expected_H.cwiseAbs().maxCoeff();
      EXPECT_LT(deviation, 1e-4) << point["id"] << ' ' << charge;
      worst_tensor = std::max(worst_tensor, deviation);
    }
  }
  std::printf("largest deviation of the azimuthal terms: %.2e of S0; of H: %.2e of max|H|\n", worst_terms,
              worst_tensor);
}

// Tolerance: 1e-4 of the largest response at the point.
TEST(ReferencePoints, InclusiveResponsesAgree) {
  double worst = 0;
  const auto reference_responses = reference("inclusive_responses.json");
  for (const auto& entry : reference_responses["responses"]) {
    for (const auto& [charge, expected] : entry["distorted_inv_mev"].items()) {
      ModelOptions model;
      model.axial_charge = charge;
      const ReferenceShell shell(entry, model);
      const Responses W = shell.transition()
                              .responses(entry["omega_mev"], shell.transition().removal_energy(),
                                         {entry["q_mev"].get<double>()})
                              .front();
      const double ours[5] = {W.w00, W.w03, W.w11, W.w12, W.w33};
      double largest = 0, deviation = 0;
      for (int i = 0; i < 5; ++i) {
        largest = std::max(largest, std::abs(expected[i].get<double>()));
        deviation = std::max(deviation, std::abs(ours[i] - expected[i].get<double>()));
      }
      EXPECT_LT(deviation, 1e-4 * largest) << entry.dump();
      worst = std::max(worst, deviation / largest);
    }
  }
  std::printf("largest deviation of the responses: %.2e of the largest\n", worst);
}

}  // namespace
}  // namespace nereus
