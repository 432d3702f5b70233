// Identities and limits for nuclei heavier than 12C, and for pairs of probes (PHYSICS Secs. 4-6, 10).

#include <gsl/gsl_integration.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "hadron_tensor/coulomb_functions.hpp"
#include "hadron_tensor/numerov.hpp"
#include "meanfield/make_mean_field.hpp"
#include "reference_data.hpp"

namespace nereus {
namespace {

const char* carbon = "fields/C12_SLy4.h5";
const char* oxygen = "fields/O16_SLy4.h5";
const char* calcium = "fields/Ca40_SLy4.h5";
const char* argon = "fields/Ar40_SLy4.h5";

const InclusiveResponses& responses_of(const std::string& field, const std::string& particle,
                                       const std::string& final_state = "distorted") {
  ModelOptions model;
  model.final_state = final_state;
  return reference_model(field, particle, model).responses;
}

/// Nodes and weights of Gauss and Legendre on [-1, 1].
struct GaussRule {
  explicit GaussRule(std::size_t points) : nodes(points), weights(points) {
    gsl_integration_glfixed_table* table = gsl_integration_glfixed_table_alloc(points);
    for (std::size_t i = 0; i < points; ++i)
      gsl_integration_glfixed_point(-1, 1, i, &nodes[i], &weights[i], table);
    gsl_integration_glfixed_table_free(table);
  }
  std::vector<double> nodes, weights;
};

// The interference of partial waves drops out over the sphere, whatever the shell, its occupation (40Ar:
// 1f7/2 holds 2 of 8 neutrons, 1d3/2 2 of 4 protons) or the probe. Tolerance: rounding of about 1e4
// additions.
TEST(PhysicsOfNuclei, ResponsesAreTheAngularIntegralOfTheTensorOfEveryShell) {
  const GaussRule rule(100);  // exact up to l = 99
  const Transfer transfer{80, 350};
  for (const char* field : {oxygen, calcium, argon}) {
    for (const char* particle : {"nu_mu", "anti_nu_mu"}) {
      const InclusiveResponses& responses = responses_of(field, particle);
      const std::vector<Responses> direct = responses.at(transfer);
      for (std::size_t shell = 0; shell < direct.size(); ++shell) {
        const ShellTransition& transition = responses.transition(shell);
        const auto H = transition.hadron_tensors(transfer, transition.removal_energy(), rule.nodes);
        HadronTensor sum = HadronTensor::Zero();
        for (std::size_t i = 0; i < H.size(); ++i) sum += 2 * M_PI * rule.weights[i] * H[i];
        const double tolerance = 1e-11 * direct[shell].w11;
        EXPECT_NEAR(sum(0, 0).real(), direct[shell].w00, tolerance) << field << particle << shell;
        EXPECT_NEAR(sum(0, 3).real(), direct[shell].w03, tolerance) << field << particle << shell;
        EXPECT_NEAR((sum(1, 1) + sum(2, 2)).real() / 2, direct[shell].w11, tolerance) << field << particle;
        EXPECT_NEAR(sum(1, 2).imag(), direct[shell].w12, tolerance) << field << particle << shell;
        EXPECT_NEAR(sum(3, 3).real(), direct[shell].w33, tolerance) << field << particle << shell;
      }
    }
  }
}

/// Largest |<continuum|bound>| over the occupied orbitals of one species.
double largest_overlap(const MeanField& field, Isospin isospin, double kinetic_energy) {
  const ContinuumWaves waves = ContinuumSolver(field, isospin, {}, 1e-6).solve(kinetic_energy, 100);
  const auto stride = std::lround(waves.step / field.step);
  double largest = 0;
  for (const BoundOrbital* orbital : field.occupied(isospin)) {
    const int c = partial_wave_index(orbital->shell.l, orbital->shell.two_j);
    double overlap = 0;
    for (Eigen::Index i = 0; i < waves.u.rows(); ++i)
      overlap += waves.step * waves.u(i, c) * orbital->u[(i + 1) * stride];
    largest = std::max(largest, std::abs(overlap));
  }
  return largest;
}

/// A solved field whose orbitals end where they end: to 28 fm.
MeanField long_field(const std::string& nucleus) {
  MeanFieldOptions options;
  options.r_max_fm = 28;
  options.box_fm = 32;
  return make_mean_field(parse_nucleus(nucleus), options, {});
}

// One Hamiltonian for bound and free: 1e-6 by PHYSICS Sec. 10. The published 12C field has two (PHYSICS
// Sec. 8).
TEST(PhysicsOfNuclei, BoundAndFreeStatesAreOrthogonalInEveryShell) {
  for (const char* nucleus : {"O16", "Ca40"}) {
    const MeanField field = long_field(nucleus);
    for (const double T : {2.0, 20.0, 200.0}) {
      for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
        EXPECT_LT(largest_overlap(field, isospin, T), 1e-6) << nucleus << ' ' << T;
      }
    }
  }
  EXPECT_GT(largest_overlap(reference_field("fields/C12_ghent.h5"), Isospin::neutron, 20), 1e-2);
  EXPECT_GT(largest_overlap(reference_field("fields/C12_ghent.h5"), Isospin::proton, 20), 1e-2);
}

/// The same field with the nucleon's own mass everywhere.
MeanField without_effective_mass(MeanField field) {
  for (RadialPotential* V : {&field.neutron_potential, &field.proton_potential}) {
    V->B.setConstant(V->B0);
    V->dB.setZero();
    V->d2B.setZero();
  }
  return field;
}

/// |W11 - W11 of plane waves| / W11 of plane waves at the ridge, worst shell.
double distance_from_plane_wave(const MeanField& field, double kinetic_energy) {
  ModelOptions plane_wave;
  plane_wave.final_state = "plane_wave_consistent";
  const PhysicalConstants constants;
  const Probe probe = make_probe({}, constants);
  const InclusiveResponses distorted(field, probe, {}, constants), free(field, probe, plane_wave, constants);
  double largest = 0;
  for (std::size_t shell = 0; shell < free.shells().size(); ++shell) {
    const double E_m = free.transition(shell).removal_energy();
    const double omega = kinetic_energy + E_m;
    const std::vector<double> q = {nucleon_momentum(kinetic_energy, constants.nucleon_mass)};
    const double W = distorted.transition(shell).responses(omega, E_m, q).front().w11;
    const double W0 = free.transition(shell).responses(omega, E_m, q).front().w11;
    largest = std::max(largest, std::abs(W / W0 - 1));
  }
  return largest;
}

// A potential of fixed depth is forgotten at large T. The Skyrme field's is not fixed: with an effective
// mass m* the nucleon feels E (1 - m*/m) more of it, which grows with T.
TEST(PhysicsOfNuclei, PlaneWavesAreTheLimitAtLargeEnergyButForTheEffectiveMass) {
  const MeanField fixed_depth = without_effective_mass(reference_field(carbon));
  std::vector<double> fixed, skyrme;
  for (const double T : {100.0, 300.0, 700.0}) {
    fixed.push_back(distance_from_plane_wave(fixed_depth, T));
    skyrme.push_back(distance_from_plane_wave(reference_field(carbon), T));
    std::printf("T = %.0f MeV: distance from the plane wave %.3f without, %.3f with effective mass\n", T,
                fixed.back(), skyrme.back());
  }
  EXPECT_LT(fixed[1], fixed[0]);
  EXPECT_LT(fixed[2], fixed[1]);
  EXPECT_GT(skyrme[2], fixed[2]);
}

// The lepton's antisymmetric part changes sign between neutrinos and antineutrinos. With W12 < 0 the
// interference of vector and axial current adds for neutrinos and subtracts for antineutrinos.
TEST(PhysicsOfNuclei, InterferenceRaisesNeutrinosAndLowersAntineutrinos) {
  const PhysicalConstants constants;
  for (const char* field : {oxygen, calcium}) {
    const Probe nu = make_probe({"nu_mu"}, constants), anti = make_probe({"anti_nu_mu"}, constants);
    for (const double cos_theta : {0.8, 0.2, -0.6}) {
      const auto lepton = lepton_kinematics(600, 150, cos_theta, nu.lepton_mass);
      for (const char* particle : {"nu_mu", "anti_nu_mu"}) {
        for (const Responses& W : responses_of(field, particle).at(lepton->transfer)) {
          EXPECT_LT(W.w12, 0);
          Responses no_interference = W;
          no_interference.w12 = 0;
          const double symmetric = inclusive_cross_section(*lepton, no_interference, nu, constants);
          const double raised = inclusive_cross_section(*lepton, W, nu, constants);
          const double lowered = inclusive_cross_section(*lepton, W, anti, constants);
          EXPECT_GT(raised, symmetric);
          EXPECT_GT(lowered, 0);
          EXPECT_NEAR(raised + lowered, 2 * symmetric, 1e-13 * symmetric);
        }
      }
    }
  }
}

// With one and the same tensor: L(nu) + L(anti nu) is twice its symmetric part; their difference leaves
// cos 2 phi and sin 2 phi, which are symmetric, alone.
TEST(PhysicsOfNuclei, TheProbesSignEntersTheInterferenceTermsAlone) {
  const auto lepton = lepton_kinematics(600, 150, 0.5, 105.66);
  const InclusiveResponses& responses = responses_of(oxygen, "nu_mu");
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    const ShellTransition& transition = responses.transition(shell);
    const HadronTensor H = transition.hadron_tensor(lepton->transfer, transition.removal_energy(), 0.7);
    const AzimuthalTerms nu = contract(lepton_tensor(*lepton, 1), H);
    const AzimuthalTerms anti = contract(lepton_tensor(*lepton, -1), H);
    const AzimuthalTerms even = contract(lepton_tensor(*lepton, 0), H);
    const double rounding = 1e-12 * even.s0;
    EXPECT_NEAR(nu.s0 + anti.s0, 2 * even.s0, rounding);
    EXPECT_NEAR(nu.s1c + anti.s1c, 2 * even.s1c, rounding);
    EXPECT_NEAR(nu.s1s + anti.s1s, 2 * even.s1s, rounding);
    EXPECT_NEAR(nu.s2c, anti.s2c, rounding);
    EXPECT_NEAR(nu.s2s, anti.s2s, rounding);
    EXPECT_GT(std::abs(nu.s1s - anti.s1s), 1e-3 * even.s0) << shell;
  }
}

// Final-state interactions alone make sine terms, and need the weak current's parity violation or the
// lepton's helicity for it: none for plane waves, none for unpolarised electrons, none along q, where
// there is no azimuth.
TEST(PhysicsOfNuclei, SineTermsVanishWhereTheyMust) {
  const PhasePoint point{600, 150, 0.5, 0.7, 0};
  for (const char* field : {oxygen, calcium}) {
    for (const char* particle : {"nu_mu", "anti_nu_mu", "electron"}) {
      for (const char* final_state : {"distorted", "plane_wave"}) {
        ModelOptions model;
        model.final_state = final_state;
        const CrossSection& evaluator = *reference_model(field, particle, model).evaluator;
        double largest = 0;
        for (std::size_t shell = 0; shell < evaluator.shells().size(); ++shell) {
          const AzimuthalTerms terms = evaluator.azimuthal_terms(shell, point);
          const double sines = std::hypot(terms.s1s, terms.s2s) / terms.s0;
          largest = std::max(largest, sines);
          PhasePoint along_q = point;
          for (const double cos_theta : {1.0, -1.0}) {
            along_q.cos_theta_n = cos_theta;
            const AzimuthalTerms none = evaluator.azimuthal_terms(shell, along_q);
            for (const double term : {none.s1c, none.s2c, none.s1s, none.s2s})
              EXPECT_NEAR(term, 0, 1e-12 * none.s0);
          }
          const bool allowed = particle != std::string("electron") && final_state == std::string("distorted");
          if (allowed)
            EXPECT_GT(sines, 1e-3) << field << ' ' << particle << ' ' << shell;
          else
            EXPECT_LT(sines, 1e-12) << field << ' ' << particle << ' ' << shell;
        }
        std::printf("%s %s %s: largest sine term %.2g of s0\n", field, particle, final_state, largest);
      }
    }
  }
}

// omega V0 = q Vz, amplitude by amplitude: the electron's current is the vector current alone.
TEST(PhysicsOfNuclei, TheVectorCurrentIsConserved) {
  const Transfer transfer{110, 420};
  const double ratio = transfer.omega / transfer.q;
  for (const char* field : {oxygen, calcium, argon}) {
    const InclusiveResponses& responses = responses_of(field, "electron");
    for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
      const ShellTransition& transition = responses.transition(shell);
      const HadronTensor H = transition.hadron_tensor(transfer, transition.removal_energy(), 0.6);
      const double rounding = 1e-13 * H.cwiseAbs().maxCoeff();
      for (int nu = 0; nu < 3; ++nu) EXPECT_NEAR(std::abs(H(3, nu) - ratio * H(0, nu)), 0, rounding);
      EXPECT_NEAR(std::abs(H(3, 3) - ratio * ratio * H(0, 0)), 0, rounding);
    }
  }
}

// Only the Coulomb potential of a point charge: the solver of the radial equation must give F_l, which other
// code computes by series and recursion. Tolerance: the solver's aim at these steps; for l = 0 the charge at
// one point, which no nucleus has, costs Numerov's start at the origin up to 1.4e-5.
TEST(PhysicsOfNuclei, ProtonsInTheCoulombFieldAloneAreCoulombWaves) {
  const PhysicalConstants constants;
  MeanField field = without_effective_mass(reference_field(calcium));
  RadialPotential& V = field.proton_potential;
  V.W.setZero();
  for (int i = 1; i < field.points; ++i) V.U[i] = field.nucleus.Z * constants.e2() / field.radius(i);
  V.U[0] = V.U[1];
  const RadialEquation equation(field, Isospin::proton, constants);
  for (const double T : {5.0, 60.0, 400.0}) {
    const double E = equation.energy(T);
    NumerovProblem problem;
    problem.k = std::sqrt(E / equation.B0);
    problem.l_max = 12;
    problem.steps = 2800;
    problem.keep_every = 40;
    problem.kept = 70;
    problem.inner_match = 2700;
    equation.fill(problem, 1, E);
    const NumerovSolution solution = solve_numerov(problem);
    const Eigen::ArrayXd radii = Eigen::ArrayXd::LinSpaced(70, 1, 70) * 40 * field.step;
    const Eigen::ArrayXXd F = coulomb_F(equation.eta(problem.k), problem.k, radii, problem.l_max);
    for (int c = 0; c < partial_wave_count(problem.l_max); ++c) {
      const Eigen::ArrayXd ours = solution.kept.row(c).transpose();
      const Eigen::ArrayXd exact = F.row((c + 1) / 2).transpose();
      const double scale = (ours * exact).sum() / ours.square().sum();
      EXPECT_LT((scale * ours - exact).abs().maxCoeff(), c == 0 ? 2e-5 : 1e-6)
          << "T = " << T << ", wave " << c;
    }
  }
}

}  // namespace
}  // namespace nereus
