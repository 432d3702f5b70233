// The accuracy of the card is reached, and a calculation that misses it says so.

#include "hadron_tensor/convergence_check.hpp"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/error.hpp"
#include "meanfield/make_mean_field.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

/// End of the domain of 1 GeV neutrinos.
constexpr double kinetic_energy_max = 850;

ConvergenceEstimate estimate(const MeanField& field, double accuracy, const std::string& particle = "nu_mu",
                             double end = kinetic_energy_max) {
  ModelOptions model;
  model.accuracy = accuracy;
  const ConvergenceEstimate result =
      estimate_convergence(field, make_probe({particle}, {}), model, {}, end, Threads{2});
  std::printf("%s: %s\n", field.nucleus.name().c_str(), result.text().c_str());
  return result;
}

MeanField field_up_to(const std::string& nucleus, double r_max_fm, double step_fm = 0.0125) {
  MeanFieldOptions options;
  options.step_fm = step_fm;
  options.r_max_fm = r_max_fm;
  options.box_fm = r_max_fm + 4;
  options.fit_length = false;
  return make_mean_field(parse_nucleus(nucleus), options, {});
}

// 1 GeV neutrinos on the default field; the default accuracy is 1e-5.
TEST(ConvergenceCheck, TheDefaultsReachTheirAccuracyForCarbon) {
  EXPECT_NO_THROW(require_convergence(estimate(field_up_to("C12", 20), 1e-5)));
}

// The field is lengthened for the 1f7/2 neutrons at -7.5 MeV; cut at 20 fm it misses by a factor of 17.
TEST(ConvergenceCheck, TheDefaultsReachTheirAccuracyForArgon) {
  const MeanField argon = make_mean_field(parse_nucleus("Ar40"), {}, {});
  EXPECT_GT(argon.radius(argon.points - 1), 25);
  EXPECT_NO_THROW(require_convergence(estimate(argon, 1e-5)));
  EXPECT_THROW(require_convergence(estimate(field_up_to("Ar40", 20), 1e-5)), ConvergenceError);
}

// PHYSICS Sec. 11: loosely bound shells need long orbitals. For 1e-6 at 850 MeV the solver wants steps of
// 0.006 fm (1.6 accuracy^(1/4)/k), half the default step of the field.
TEST(ConvergenceCheck, EveryAccuracyIsReachedIfTheOrbitalsAreLongEnough) {
  for (const char* nucleus : {"C12", "O16", "Ca40", "Ar40"}) {
    const MeanField field = field_up_to(nucleus, 28);
    for (const double accuracy : {1e-4, 1e-5})
      EXPECT_NO_THROW(require_convergence(estimate(field, accuracy)));
    EXPECT_NO_THROW(require_convergence(estimate(field_up_to(nucleus, 28, 0.00625), 1e-6)));
  }
}

// Up to 250 MeV, for the time it takes.
TEST(ConvergenceCheck, SoItIsForLead) {
  const MeanField field = field_up_to("Pb208", 36);
  for (const double accuracy : {1e-4, 1e-5, 1e-6})
    EXPECT_NO_THROW(require_convergence(estimate(field, accuracy, "nu_mu", 250)));
}

// The reference field of 40Ar ends at 19 fm, where 1f7/2 (bound by 7.5 MeV) is 2e-5 fm^-1/2: enough for
// 1e-4 where it matters, not for 1e-6 everywhere.
TEST(ConvergenceCheck, AnOrbitalThatEndsTooEarlyShowsInTheEstimate) {
  const ConvergenceEstimate argon = estimate(reference_field("fields/Ar40_SLy4.h5"), 1e-5);
  EXPECT_EQ(argon.worst.shell, "1f7/2");
  EXPECT_THROW(require_convergence(argon), ConvergenceError);
}

// The mutant: numerics for 1e-3, measured against a request of 1e-6.
TEST(ConvergenceCheck, ACoarseCalculationDoesNotPassForAFineOne) {
  ConvergenceEstimate coarse = estimate(reference_field("fields/C12_SLy4.h5"), 1e-3, "nu_mu", 200);
  coarse.requested = 1e-6;
  try {
    require_convergence(coarse);
    FAIL() << "accepted";
  } catch (const ConvergenceError& error) {
    const std::string message = error.what();
    for (const char* part : {"shell 1", "T = ", "q = ", "l_max = ", "1.0e-06 asked for", "model.accuracy"})
      EXPECT_NE(message.find(part), std::string::npos) << part << " in: " << message;
  }
}

TEST(ConvergenceCheck, AFieldThatEndsInsideItsOrbitalsIsRefused) {
  const PhysicalConstants constants;
  const MeanField cut = field_up_to("Ar40", 10);
  try {
    ContinuumSolver(cut, Isospin::proton, constants, 1e-5);
    FAIL() << "accepted";
  } catch (const ConvergenceError& error) {
    EXPECT_NE(std::string(error.what()).find("meanfield.r_max_fm"), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("10 fm"), std::string::npos) << error.what();
  }
  EXPECT_NO_THROW(ContinuumSolver(field_up_to("Ar40", 20), Isospin::proton, constants, 1e-5));
}

TEST(ConvergenceCheck, PlaneWavesAreRefused) {
  ModelOptions model;
  model.final_state = "plane_wave";
  EXPECT_THROW(estimate_convergence(reference_field("fields/C12_SLy4.h5"), make_probe({}, {}), model, {}, 100,
                                    Threads{1}),
               InputError);
}

}  // namespace
}  // namespace nereus
