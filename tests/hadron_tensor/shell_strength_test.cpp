#include "hadron_tensor/shell_strength.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/error.hpp"
#include "hadron_tensor/experimental_removal_energies.hpp"
#include "hadron_tensor/resolve_strengths.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

const Nucleus C12{6, 6}, O16{8, 8}, Ca40{20, 20};
const Shell n_s1_2{1, 0, 1, Isospin::neutron}, n_p3_2{1, 1, 3, Isospin::neutron};
const Shell p_s1_2{1, 0, 1, Isospin::proton}, p_p3_2{1, 1, 3, Isospin::proton};
const std::vector<ShellRemovalEnergy> C12_neutrons = {{n_s1_2, 38.2}, {n_p3_2, 21.6}};

/// Composite Simpson rule: independent of the quadrature under test.
double integral(const std::function<double(double)>& f, double a, double b, int panels = 20000) {
  const double step = (b - a) / (2 * panels);
  double sum = f(a) + f(b);
  for (int i = 1; i < 2 * panels; ++i) sum += f(a + i * step) * (i % 2 == 1 ? 4 : 2);
  return sum * step / 3;
}

ShellStrength broad(LineShape shape) { return {shape, 38, 20, 18, 1}; }

// The tail of a Lorentzian above E is kept^-1 Gamma/(2 pi (E - c)) to first order, 3.7e-3 at c + 1000 MeV,
// and is added in closed form; a Gaussian's is nothing. Simpson's error on 0.05 MeV steps is below 1e-9.
TEST(ShellStrength, IsNormalisedAboveTheThreshold) {
  const ShellStrength gaussian = broad(LineShape::gaussian), lorentzian = broad(LineShape::lorentzian);
  EXPECT_NEAR(integral([&](double e) { return gaussian.density(e); }, 18, 300), 1, 1e-9);
  const double kept = 0.5 + std::atan(20.0 / 10) / M_PI;
  const double tail = (0.5 - std::atan(1000.0 / 10) / M_PI) / kept;
  EXPECT_NEAR(integral([&](double e) { return lorentzian.density(e); }, 18, 1038) + tail, 1, 1e-9);
}

TEST(ShellStrength, HasNothingBelowTheThreshold) {
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength strength = broad(shape);
    EXPECT_EQ(strength.density(17.999), 0);
    EXPECT_GT(strength.density(18), 0);
    EXPECT_EQ(strength.cumulative(17.999), 0);
    EXPECT_NEAR(strength.cumulative(18), 0, 1e-15);
    EXPECT_GE(strength.quantile(1e-12), 18);
    EXPECT_TRUE(strength.quadrature(8, 18).nodes.empty());
  }
}

// By the definition of the full width at half maximum; the cut scales both densities alike.
TEST(ShellStrength, HasHalfItsPeakHalfAWidthAway) {
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength strength = broad(shape);
    EXPECT_NEAR(strength.density(48) / strength.density(38), 0.5, 1e-14);
    EXPECT_NEAR(strength.density(28) / strength.density(38), 0.5, 1e-14);
  }
}

TEST(ShellStrength, CumulativeIsTheIntegralOfTheDensity) {
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength strength = broad(shape);
    for (const double end : {20.0, 38.0, 60.0, 120.0}) {
      EXPECT_NEAR(strength.cumulative(end), integral([&](double e) { return strength.density(e); }, 18, end),
                  1e-10);
    }
  }
}

// Absolute tolerance: u itself is known to 1e-16, times the rounding of E_m. Near u = 1 the share above is
// the sharper measure, and it keeps its digits only as far as 1 - u does.
TEST(ShellStrength, QuantileInvertsTheCumulative) {
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength strength = broad(shape);
    double previous = 0;
    for (const double u : {1e-9, 1e-4, 0.01, 0.25, 0.5, 0.75, 0.99, 0.9999, 1 - 1e-9}) {
      const double missing_energy = strength.quantile(u);
      EXPECT_NEAR(strength.cumulative(missing_energy), u, 1e-13) << u;
      EXPECT_GT(missing_energy, previous);
      previous = missing_energy;
    }
  }
  EXPECT_REFUSED(broad(LineShape::gaussian).quantile(0), InputError, "between 0 and 1");
  EXPECT_REFUSED(broad(LineShape::gaussian).quantile(1), InputError, "between 0 and 1");
}

// A Lorentzian 1e-4 MeV wide still has 8e-6 of its strength above the end, 2 MeV away; the quadrature of so
// long a tail adds 1e-5 with 64 points.
TEST(ShellStrength, NarrowLinesBecomeTheDeltaFunction) {
  const auto f = [](double e) { return std::exp(-e / 80); };
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    const ShellStrength narrow(shape, 38, 1e-4, 18, 1);
    EXPECT_NEAR(narrow.quantile(0.3), 38, 1e-4);
    const ShellStrength::Quadrature quadrature = narrow.quadrature(64, 40);
    double sum = 0;
    for (std::size_t i = 0; i < 64; ++i) sum += quadrature.weights[i] * f(quadrature.nodes[i]);
    EXPECT_NEAR(sum / f(38), 1, 3e-5);
    const ShellStrength none(shape, 38, 0, 18, 0.7);
    EXPECT_TRUE(none.is_delta());
    EXPECT_EQ(none.factor(), 0.7);
  }
  const ShellStrength delta(LineShape::delta, 38, 0, 18, 1);
  EXPECT_EQ(delta.quantile(0.3), 38);
  EXPECT_EQ(delta.cumulative(37.9), 0);
  EXPECT_EQ(delta.cumulative(38), 1);
  EXPECT_EQ(delta.quadrature(5, 40).nodes, std::vector<double>{38});
  EXPECT_TRUE(delta.quadrature(5, 37).nodes.empty());
  EXPECT_REFUSED(delta.density(38), InputError, "delta function at 38 MeV");
}

// A smooth f with a structure of 30 MeV, as the response has, cut at several ends (E_m < omega); f is of size
// one. The gates are those of the docstring. Simpson's rule in pieces around the line is good to 1e-12.
TEST(ShellStrength, QuadratureConvergesWithAnEndCut) {
  const auto f = [](double e) { return std::exp(-e / 80) * (1.2 + std::cos(e / 30)); };
  for (const LineShape shape : {LineShape::gaussian, LineShape::lorentzian}) {
    for (const double fwhm : {1.0, 5.0, 20.0, 40.0}) {
      const ShellStrength strength(shape, 38, fwhm, 18, 1);
      for (const double end : {25.0, 45.0, 80.0, 300.0}) {
        double exact = 0, from = 18;
        for (const double to : {std::min(34.0, end), std::min(42.0, end), std::min(60.0, end), end}) {
          exact += integral([&](double e) { return strength.density(e) * f(e); }, from, to);
          from = to;
        }
        const auto error = [&](int points) {
          const ShellStrength::Quadrature quadrature = strength.quadrature(points, end);
          double sum = 0;
          for (std::size_t i = 0; i < quadrature.nodes.size(); ++i) {
            EXPECT_GT(quadrature.nodes[i], 18);
            EXPECT_LT(quadrature.nodes[i], end);
            sum += quadrature.weights[i] * f(quadrature.nodes[i]);
          }
          return std::abs(sum - exact);
        };
        if (fwhm >= 20) {
          EXPECT_LT(error(16), 1e-7) << fwhm << " " << end;
        }
        EXPECT_LT(error(24), 1e-6) << fwhm << " " << end;
        EXPECT_LT(error(32), 1e-8) << fwhm << " " << end;
      }
    }
  }
}

TEST(ShellStrength, RefusesImpossibleLines) {
  EXPECT_REFUSED(ShellStrength(LineShape::gaussian, 17, 5, 18, 1), InputError, "below the threshold 18 MeV");
  EXPECT_REFUSED(ShellStrength(LineShape::gaussian, 20, -1, 18, 1), InputError, "impossible width -1");
  EXPECT_REFUSED(ShellStrength(LineShape::gaussian, 20, 1, 18, 1.1), InputError, "spectroscopic factor 1.1");
  EXPECT_REFUSED(ShellStrength(LineShape::gaussian, 20, std::nan(""), 18, 1), InputError, "impossible width");
  EXPECT_REFUSED(broad(LineShape::gaussian).quadrature(0, 50), InputError, "0 points");
  EXPECT_REFUSED(parse_line_shape("box"), InputError, "known: delta, gaussian, lorentzian");
}

// AME2020: 18.721, 15.957, 15.664, 12.127 MeV; 3/2- levels of 15N at 6.324 and of 15O at 6.176 MeV. The table
// holds the same digits.
TEST(ExperimentalRemovalEnergies, StartAtTheSeparationEnergies) {
  const Shell n_p1_2{1, 1, 1, Isospin::neutron}, p_p1_2{1, 1, 1, Isospin::proton};
  EXPECT_NEAR(experimental_shell(C12, n_p3_2).removal_energy, 18.721, 1e-9);
  EXPECT_NEAR(experimental_shell(C12, p_p3_2).removal_energy, 15.957, 1e-9);
  EXPECT_NEAR(experimental_shell(O16, n_p1_2).removal_energy, 15.664, 1e-9);
  EXPECT_NEAR(experimental_shell(O16, p_p1_2).removal_energy, 12.127, 1e-9);
  EXPECT_NEAR(experimental_shell(O16, n_p3_2).removal_energy, 15.664 + 6.176, 1e-9);
  EXPECT_NEAR(experimental_shell(O16, p_p3_2).removal_energy, 12.127 + 6.324, 1e-9);
}

TEST(ExperimentalRemovalEnergies, CoverEveryOccupiedShellAndOrderThemByDepth) {
  for (const Nucleus& nucleus : {C12, O16}) {
    std::size_t filled = 0;
    for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
      double deeper = 1e9;
      for (const OccupiedShell& entry :
           fill_shells(isospin == Isospin::neutron ? nucleus.N : nucleus.Z, isospin)) {
        const ExperimentalShell& measured = experimental_shell(nucleus, entry.shell);
        EXPECT_LT(measured.removal_energy, deeper);
        EXPECT_EQ(measured.fwhm > 0, entry.shell.l == 0);  // only 1s1/2 is a broad bump
        deeper = measured.removal_energy;
        ++filled;
      }
    }
    EXPECT_EQ(experimental_shells(nucleus).size(), filled);
  }
  EXPECT_REFUSED(experimental_shells(Ca40), InputError, "Ca40 (shipped for C12 and O16)");
  EXPECT_REFUSED(experimental_shell(C12, Shell{1, 1, 1, Isospin::proton}), InputError,
                 "proton shell 1p1/2 of C12 (shipped: 1s1/2, 1p3/2)");
}

TEST(ResolveStrengths, KeepTheModelsDeltaFunctionsByDefault) {
  const std::vector<ShellStrength> strengths = resolve_strengths({}, C12, C12_neutrons);
  ASSERT_EQ(strengths.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(strengths[i].is_delta());
    EXPECT_EQ(strengths[i].centre(), C12_neutrons[i].removal_energy);
    EXPECT_EQ(strengths[i].threshold(), 21.6);
    EXPECT_EQ(strengths[i].factor(), 1);
  }
}

TEST(ResolveStrengths, TakeExperimentalEnergiesAndWidths) {
  MissingEnergyOptions options;
  options.removal_energy = options.width = {"experimental", {}};
  options.line_shape = "lorentzian";
  const std::vector<ShellStrength> strengths = resolve_strengths(options, C12, C12_neutrons);
  EXPECT_EQ(strengths[0].centre(), experimental_shell(C12, n_s1_2).removal_energy);
  EXPECT_EQ(strengths[0].fwhm(), experimental_shell(C12, n_s1_2).fwhm);
  EXPECT_FALSE(strengths[0].is_delta());
  EXPECT_NEAR(strengths[0].threshold(), 18.721, 1e-9);
  EXPECT_TRUE(strengths[1].is_delta());  // a discrete state
}

TEST(ResolveStrengths, TakeTablesWithTheSpeciesFirst) {
  MissingEnergyOptions options;
  options.removal_energy = {"", {{"1p3/2", 17}, {"n:1p3/2", 18.5}}};
  options.width = {"", {{"p:1s1/2", 12}}};
  options.line_shape = "gaussian";
  options.spectroscopic_factor = {"", {{"1s1/2", 0.8}}};
  const std::vector<ShellStrength> strengths =
      resolve_strengths(options, C12, {{n_s1_2, 38.2}, {n_p3_2, 21.6}, {p_s1_2, 34}, {p_p3_2, 17.7}});
  EXPECT_EQ(strengths[0].centre(), 38.2);  // not named: the model's
  EXPECT_EQ(strengths[1].centre(), 18.5);
  EXPECT_EQ(strengths[3].centre(), 17);
  EXPECT_EQ(strengths[0].threshold(), 18.5);  // each species has its own
  EXPECT_EQ(strengths[2].threshold(), 17);
  EXPECT_TRUE(strengths[0].is_delta());
  EXPECT_EQ(strengths[2].fwhm(), 12);
  EXPECT_EQ(strengths[2].factor(), 0.8);
  EXPECT_EQ(strengths[3].factor(), 1);
}

// A run that strikes neutrons alone must accept the table of a card that is also used for protons.
TEST(ResolveStrengths, AcceptShellsOfTheOtherSpecies) {
  MissingEnergyOptions options;
  options.removal_energy = {"", {{"p:1s1/2", 36}}};
  EXPECT_EQ(resolve_strengths(options, C12, C12_neutrons)[0].centre(), 38.2);
}

TEST(ResolveStrengths, RefuseContradictionsAndUnknownShells) {
  const auto refused = [](const std::function<void(MissingEnergyOptions&)>& change, const Nucleus& nucleus,
                          const char* message) {
    MissingEnergyOptions options;
    change(options);
    EXPECT_REFUSED(resolve_strengths(options, nucleus, C12_neutrons), InputError, message);
  };
  using Options = MissingEnergyOptions;
  refused([](Options& o) { o.width = {"experimental", {}}; }, C12, "choose line_shape = \"gaussian\"");
  refused([](Options& o) { o.width = {"", {{"1s1/2", 10}}}; }, C12, "a delta function has no width");
  refused([](Options& o) { o.line_shape = "gaussian"; }, C12, "give width = \"experimental\" or a table");
  refused([](Options& o) { o.line_shape = "box"; }, C12, "unknown line_shape 'box'");
  refused([](Options& o) { o.removal_energy = {"measured", {}}; }, C12, "unknown removal_energy 'measured'");
  refused(
      [](Options& o) {
        o.removal_energy = {"", {{"1d5/2", 10}}};
      },
      C12,
      "model.removal_energy: '1d5/2' is no occupied shell of C12 (occupied: n:1s1/2, n:1p3/2, p:1s1/2, "
      "p:1p3/2;");
  refused(
      [](Options& o) {
        o.spectroscopic_factor = {"", {{"n:1p3/1", 1}}};
      },
      C12, "did you mean 'n:1p3/2'?");
  refused([](Options& o) { o.removal_energy = {"experimental", {}}; }, Ca40, "shipped for C12 and O16");
}

}  // namespace
}  // namespace nereus
