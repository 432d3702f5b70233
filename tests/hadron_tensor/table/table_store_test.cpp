// Tables on disk.

#include "hadron_tensor/table/table_store.hpp"

#include <cstdlib>
#include <fstream>

#include "../../base/damage.hpp"
#include "../../base/sealed_change.hpp"
#include "../../base/temporary_folder.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "hadron_tensor/table/panel_file.hpp"
#include "sample_tables.hpp"

namespace nereus {
namespace {

const std::string carbon = "fields/C12_SLy4.h5";

class TableStoreTest : public TemporaryFolder {
 protected:
  TableStoreTest() : probe_(make_probe({"nu_mu"}, {})) {}

  std::string key(const std::string& field, const std::string& particle, const ModelOptions& model,
                  const EvaluatorOptions& options, const PhysicalConstants& constants = {}) const {
    const Probe probe = make_probe({particle}, constants);
    const Isospin struck = probe.struck().front();
    return TableRequest(reference_field(field), probe, model, constants, options, {1, 1, 3, struck}).key();
  }

  Probe probe_;
};

TEST_F(TableStoreTest, TheKeyContainsWhatTheNumbersDependOnAndNothingElse) {
  const std::string key_of_carbon = key(carbon, "nu_mu", {}, {});
  ModelOptions other;
  other.form_factors.M_A_mev = 1200;
  other.form_factors.vector = "BBBA05";
  other.axial_charge = "ghent";
  other.accuracy = 1e-4;
  other.missing_energy.removal_energy = {"experimental", {}};
  EXPECT_EQ(key(carbon, "nu_e", other, {}), key_of_carbon);
  PhysicalConstants constants;
  constants.fermi_constant *= 1.1;
  EXPECT_EQ(key(carbon, "nu_mu", {}, {}, constants), key_of_carbon);

  constants.nucleon_mass = 939;
  EXPECT_NE(key(carbon, "nu_mu", {}, {}, constants), key_of_carbon);
  EXPECT_NE(key(carbon, "anti_nu_mu", {}, {}), key_of_carbon);
  EXPECT_NE(key("fields/C12_ghent.h5", "nu_mu", {}, {}), key_of_carbon);
  ModelOptions plane;
  plane.final_state = "plane_wave";
  EXPECT_NE(key(carbon, "nu_mu", plane, {}), key_of_carbon);
  ModelOptions cut;
  cut.q_max_mev = 900;
  EXPECT_NE(key(carbon, "nu_mu", cut, {}), key_of_carbon);
  EvaluatorOptions coarser;
  coarser.accuracy = 1e-4;
  EXPECT_NE(key(carbon, "nu_mu", {}, coarser), key_of_carbon);
}

TEST_F(TableStoreTest, ATableComesBackFromItsFile) {
  const ShellTable& table = *sample_table(carbon, "nu_mu", {}, 1);
  table.write(path("t.h5"));
  const ShellTable back = ShellTable::read(path("t.h5"));
  EXPECT_EQ(back.key, table.key);
  EXPECT_EQ(back.frame.domain.e_nu_max, table.frame.domain.e_nu_max);
  EXPECT_EQ(back.frame.barrier, table.frame.barrier);
  EXPECT_EQ(back.certificate.text(), table.certificate.text());
  ASSERT_EQ(back.panels.size(), table.panels.size());
  for (std::size_t i = 0; i < table.panels.size(); ++i) {
    ASSERT_EQ(back.panels[i].nodes().size(), table.panels[i].nodes().size());
    EXPECT_EQ(std::memcmp(back.panels[i].nodes().data(), table.panels[i].nodes().data(),
                          table.panels[i].nodes().size() * sizeof(TableNode)),
              0);
  }
}

TEST_F(TableStoreTest, ADamagedTableIsRefused) {
  sample_table(carbon, "nu_mu", {}, 1)->write(path("t.h5"));
  expect_damage_refused(path("t.h5"), ShellTable::read);
}

// Splines in w need two nodes: one would be divided by zero.
TEST_F(TableStoreTest, APanelOfOneNodeIsRefused) {
  sample_table(carbon, "nu_mu", {}, 1)->write(path("t.h5"));
  change_sealed(path("t.h5"), "cross_section_table", [](H5::H5File& file) {
    const std::int64_t one = 1;
    file.openGroup("/panels/0000").openAttribute("q_nodes").write(H5::PredType::NATIVE_INT64, &one);
  });
  EXPECT_REFUSED(ShellTable::read(path("t.h5")), FileError, "attribute 'q_nodes' of /panels/0000 is 1");
}

// What a killed build has left is used, and gives the same table.
TEST_F(TableStoreTest, AnInterruptedBuildGoesOnToTheSameTable) {
  const ShellTable& whole = *sample_table(carbon, "nu_mu", {}, 0);
  const PhysicalConstants constants;
  const ModelOptions model;
  const TableModel what{reference_field(carbon), probe_, model, constants};
  const TableRequest request(what.field, probe_, model, constants, small_domain(),
                             {1, 0, 1, Isospin::neutron});
  build_shell_table(what, request, path("pieces"), Threads{2}, few_points);
  std::size_t pieces = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path("pieces"))) {
    if (++pieces % 2 == 0) std::filesystem::remove(entry.path());
    if (pieces % 5 == 0) std::ofstream(entry.path(), std::ios::trunc) << "damaged";
  }
  EXPECT_GT(pieces, 10u);
  const ShellTable again = build_shell_table(what, request, path("pieces"), Threads{1}, few_points);
  ASSERT_EQ(again.panels.size(), whole.panels.size());
  for (std::size_t i = 0; i < whole.panels.size(); ++i) {
    EXPECT_EQ(std::memcmp(again.panels[i].nodes().data(), whole.panels[i].nodes().data(),
                          whole.panels[i].nodes().size() * sizeof(TableNode)),
              0);
  }
  EXPECT_EQ(again.certificate.text(), whole.certificate.text());
}

TEST_F(TableStoreTest, TheFolderIsTheOptionsOrTheCacheOfTheUser) {
  EvaluatorOptions options;
  options.directory = "here";
  EXPECT_EQ(table_directory(options), "here");
  setenv("XDG_CACHE_HOME", "/x/cache", 1);
  EXPECT_EQ(table_directory({}), "/x/cache/nereus");
  unsetenv("XDG_CACHE_HOME");
  setenv("HOME", "/x/home", 1);
  EXPECT_EQ(table_directory({}), "/x/home/.cache/nereus");
  unsetenv("HOME");
  EXPECT_THROW(table_directory({}), InputError);
}

TEST_F(TableStoreTest, AFolderThatCannotBeMadeIsRefused) {
  write_text_file(path("file"), "in the way");
  EvaluatorOptions options = small_domain();
  options.directory = path("file") + "/tables";
  const ModelOptions model;
  const PhysicalConstants constants;
  EXPECT_REFUSED(open_tables({reference_field(carbon), probe_, model, constants}, options, Threads{1}),
                 FileError, "evaluator.directory");
}

TEST_F(TableStoreTest, AProbeThatReachesNothingIsRefused) {
  EvaluatorOptions options = small_domain();
  options.directory = path("tables");
  const ModelOptions model;
  const PhysicalConstants constants;
  const Probe tau = make_probe({"nu_tau"}, constants);
  EXPECT_REFUSED(open_tables({reference_field(carbon), tau, model, constants}, options, Threads{1}),
                 InputError, "e_nu_max_mev");
}

TEST_F(TableStoreTest, ACutThatLeavesNothingIsRefused) {
  EvaluatorOptions options = small_domain();
  options.directory = path("tables");
  ModelOptions model;
  model.q_max_mev = 10;  // below the removal energies
  const PhysicalConstants constants;
  EXPECT_REFUSED(open_tables({reference_field(carbon), probe_, model, constants}, options, Threads{1}),
                 InputError, "q_max_mev");
}

}  // namespace
}  // namespace nereus
