#include "surrogate/dataset.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "base/error.hpp"
#include "support/proxy_cross_section.hpp"
#include "temporary_folder.hpp"
#include "tests/base/damage.hpp"

namespace nereus {
namespace {

DatasetOptions small_dataset() {
  DatasetOptions options;
  options.points_per_shell = 2500;
  options.held_out_per_shell = 500;
  options.block_points = 700;
  return options;
}

/// The proxy and its total cross section, made once.
struct Proxy {
  std::unique_ptr<CrossSection> cross_section = test::make_proxy_cross_section();
  TotalCrossSection total = test::proxy_total_cross_section(*cross_section);
};
const Proxy& proxy() {
  static const Proxy made;
  return made;
}

/// Stops after some evaluations, as a killed program does.
class FailingCrossSection : public CrossSection {
 public:
  explicit FailingCrossSection(int calls) : left_(calls) {}
  const std::vector<Shell>& shells() const override { return proxy().cross_section->shells(); }
  const ShellStrength& strength(std::size_t shell) const override {
    return proxy().cross_section->strength(shell);
  }
  const Probe& probe() const override { return proxy().cross_section->probe(); }
  const Nucleus& nucleus() const override { return proxy().cross_section->nucleus(); }
  const PhysicalConstants& constants() const override { return proxy().cross_section->constants(); }
  const std::string& fingerprint() const override { return proxy().cross_section->fingerprint(); }
  const std::string& evaluator() const override { return proxy().cross_section->evaluator(); }
  AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const override {
    if (--left_ < 0) throw ConvergenceError("stopped (a test)");
    return proxy().cross_section->azimuthal_terms(shell, point);
  }

 private:
  mutable int left_;
};

// E_g[p/g] = 1 for each shell: the drawing density, sigma(E_nu) and phi integral fit together. 5 standard
// errors: false alarm 6e-7. The mutant takes sigma at 700 MeV for every energy.
TEST(Dataset, WeightsOfItsRowsAverageToOne) {
  const test::TemporaryFolder folder("dataset_weights");
  DatasetOptions options = small_dataset();
  options.points_per_shell = 40000;
  options.block_points = 20000;
  make_dataset(*proxy().cross_section, proxy().total, options, folder.file("d.h5"), Threads{1});
  const Dataset dataset = read_dataset(folder.file("d.h5"));
  for (std::size_t shell = 0; shell < 2; ++shell) {
    const ShellDataset& rows = dataset.shells[shell];
    double sum = 0, squares = 0, mutant = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double w = 2 * 3.14159265358979323846 * rows.density[i].s0 / std::exp(rows.log_proposal[i]);
      sum += w;
      squares += w * w;
      mutant += w * proxy().total.sigma(shell, rows.e_nu[i]) / proxy().total.sigma(shell, 700);
    }
    const auto n = static_cast<double>(rows.size());
    const double error = std::sqrt((squares / n - sum / n * sum / n) / n);
    EXPECT_LT(error, 0.02);
    EXPECT_NEAR(sum / n, 1, 5 * error) << shell;
    EXPECT_GT(std::abs(mutant / n - 1), 5 * error) << shell;
  }
}

// Drawn from the same numbers u, as min + (max - min) u^power.
TEST(Dataset, EnergiesMayPreferTheLowEnd) {
  const test::TemporaryFolder folder("dataset_energies");
  DatasetOptions options = small_dataset();
  make_dataset(*proxy().cross_section, proxy().total, options, folder.file("even.h5"), Threads{1});
  options.e_nu_power = 2;
  make_dataset(*proxy().cross_section, proxy().total, options, folder.file("low.h5"), Threads{1});
  const Dataset even = read_dataset(folder.file("even.h5")), low = read_dataset(folder.file("low.h5"));
  EXPECT_NE(even.fingerprint, low.fingerprint);
  for (std::size_t i = 0; i < even.shells[0].size(); ++i) {
    const double u = (even.shells[0].e_nu[i] - 200) / 800;
    ASSERT_NEAR(low.shells[0].e_nu[i], 200 + 800 * u * u, 1e-9);
  }
}

TEST(Dataset, DamageIsRefused) {
  const test::TemporaryFolder folder("dataset_damage");
  make_dataset(*proxy().cross_section, proxy().total, small_dataset(), folder.file("d.h5"), Threads{1});
  expect_damage_refused(folder.file("d.h5"), read_dataset);
}

TEST(Dataset, IsTheSameForAnyNumberOfThreadsAndAfterAnInterruption) {
  const test::TemporaryFolder folder("dataset_resume");
  make_dataset(*proxy().cross_section, proxy().total, small_dataset(), folder.file("a.h5"), Threads{1});
  const FailingCrossSection failing(2000);  // dies in the third block
  EXPECT_THROW(make_dataset(failing, proxy().total, small_dataset(), folder.file("b.h5"), Threads{1}),
               ConvergenceError);
  EXPECT_FALSE(std::filesystem::exists(folder.file("b.h5")));
  EXPECT_TRUE(std::filesystem::exists(folder.file("b.h5.blocks")));
  make_dataset(*proxy().cross_section, proxy().total, small_dataset(), folder.file("b.h5"), Threads{2});
  EXPECT_FALSE(std::filesystem::exists(folder.file("b.h5.blocks")));

  const Dataset a = read_dataset(folder.file("a.h5")), b = read_dataset(folder.file("b.h5"));
  EXPECT_EQ(a.fingerprint, b.fingerprint);
  EXPECT_EQ(a.fingerprint, dataset_fingerprint(proxy().cross_section->fingerprint(),
                                               proxy().cross_section->evaluator(), small_dataset()));
  ASSERT_EQ(a.shells.size(), 2U);
  for (std::size_t shell = 0; shell < 2; ++shell) {
    EXPECT_EQ(a.shells[shell].size(), 3000U);
    EXPECT_EQ(a.shells[shell].omega, b.shells[shell].omega);
    EXPECT_EQ(a.shells[shell].log_proposal, b.shells[shell].log_proposal);
    for (std::size_t i = 0; i < 3000; ++i)
      ASSERT_EQ(a.shells[shell].density[i].s1c, b.shells[shell].density[i].s1c);
  }
}

// With a width the rows are those of the narrow shell but for the factor sigma(E_nu) brings: rows of broad
// shells at their centres, in units of their cross section.
TEST(Dataset, SeesAShellWithAWidthAtItsCentre) {
  const test::TemporaryFolder folder("dataset_broad");
  const auto broad = test::make_proxy_cross_section(test::broad_proxy(LineShape::gaussian));
  std::vector<double> energies;
  std::vector<std::vector<double>> sigma(2);
  for (double e_nu = 200; e_nu <= 1000; e_nu += 20) {
    energies.push_back(e_nu);
    for (std::size_t shell = 0; shell < 2; ++shell) sigma[shell].push_back(proxy().total.sigma(shell, e_nu));
  }
  const auto total = TotalCrossSection::from_values(energies, sigma, broad->fingerprint());
  make_dataset(*broad, total, small_dataset(), folder.file("broad.h5"), Threads{1});
  make_dataset(*proxy().cross_section, proxy().total, small_dataset(), folder.file("narrow.h5"), Threads{1});
  const Dataset a = read_dataset(folder.file("broad.h5")), b = read_dataset(folder.file("narrow.h5"));
  const double factor[] = {0.6, 0.8};  // spectroscopic, of broad_proxy
  for (std::size_t shell = 0; shell < 2; ++shell) {
    EXPECT_EQ(a.shells[shell].omega, b.shells[shell].omega);
    for (std::size_t i = 0; i < a.shells[shell].size(); ++i) {
      // 1e-4: the table between the 20 MeV of its points here.
      const double expected = factor[shell] * b.shells[shell].density[i].s0;
      EXPECT_NEAR(a.shells[shell].density[i].s0, expected, 1e-4 * expected);
    }
  }
}

TEST(Dataset, RefusesATotalCrossSectionOfAnotherModelOrRange) {
  const test::TemporaryFolder folder("dataset_refusals");
  test::ProxySettings settings;
  settings.dipole_mass = 900;
  EXPECT_THROW(make_dataset(*test::make_proxy_cross_section(settings), proxy().total, small_dataset(),
                            folder.file("d.h5"), Threads{1}),
               ModelMismatch);
  DatasetOptions wide = small_dataset();
  wide.e_nu_max_mev = 1200;
  EXPECT_THROW(make_dataset(*proxy().cross_section, proxy().total, wide, folder.file("d.h5"), Threads{1}),
               InputError);
  EXPECT_THROW(read_dataset(folder.file("absent.h5")), FileError);
}

}  // namespace
}  // namespace nereus
