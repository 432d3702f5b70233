#include "meanfield/meanfield_file.hpp"

#include <H5Cpp.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "../base/damage.hpp"
#include "../base/temporary_folder.hpp"
#include "base/error.hpp"
#include "meanfield/hartree_fock.hpp"

namespace nereus {
namespace {

const MeanField& oxygen() {
  static const MeanField field = [] {
    MeanFieldOptions options;
    options.step_fm = 0.1;
    return solve_hartree_fock(parse_nucleus("O16"), options, {}).field;
  }();
  return field;
}

/// A stored field, and copies of it that another program has changed.
class MeanFieldFile : public TemporaryFolder {
 protected:
  MeanFieldFile() {
    H5::Exception::dontPrint();
    write_mean_field(path("o16.h5"), oxygen());
  }
  template <class Change>
  std::string changed(Change change) {
    const std::string copy = path("changed.h5");
    std::filesystem::copy_file(path("o16.h5"), copy, std::filesystem::copy_options::overwrite_existing);
    H5::H5File file(copy, H5F_ACC_RDWR);
    change(file);
    return copy;
  }
  /// Sets one number of a dataset.
  std::string with_number(const std::string& dataset, std::size_t index, double value) {
    return changed([&](H5::H5File& file) {
      H5::DataSet data = file.openDataSet(dataset);
      std::vector<double> values(static_cast<std::size_t>(data.getSpace().getSimpleExtentNpoints()));
      data.read(values.data(), H5::PredType::NATIVE_DOUBLE);
      values[index] = value;
      data.write(values.data(), H5::PredType::NATIVE_DOUBLE);
    });
  }
  std::string without(const std::string& dataset) {
    return changed([&](H5::H5File& file) { file.unlink(dataset); });
  }
};

TEST_F(MeanFieldFile, ReadsBackBitByBit) {
  const MeanField field = read_mean_field(path("o16.h5"));
  EXPECT_EQ(field.fingerprint, oxygen().fingerprint);
  EXPECT_EQ(fingerprint_of(field), fingerprint_of(oxygen()));
  EXPECT_EQ(field.origin, oxygen().origin);
  EXPECT_EQ(field.step, oxygen().step);
  ASSERT_EQ(field.orbitals.size(), oxygen().orbitals.size());
  for (std::size_t i = 0; i < field.orbitals.size(); ++i) {
    EXPECT_TRUE(field.orbitals[i].shell == oxygen().orbitals[i].shell);
    EXPECT_TRUE((field.orbitals[i].u == oxygen().orbitals[i].u).all());
  }
}

// The layout of foreign files is the same but for the seal, and the same numbers have the same fingerprint.
TEST_F(MeanFieldFile, ImportsTheSameLayoutWithoutASeal) {
  const std::string foreign = changed([](H5::H5File& file) { file.removeAttr("fingerprint"); });
  EXPECT_THROW(read_mean_field(foreign), FileError);
  EXPECT_EQ(import_mean_field(foreign).fingerprint, fingerprint_of(oxygen()));
}

TEST_F(MeanFieldFile, RefusesADamagedOrMissingFile) {
  expect_damage_refused(path("o16.h5"), read_mean_field);
  EXPECT_THROW(read_mean_field(path("none.h5")), FileError);
  EXPECT_THROW(import_mean_field(path("none.h5")), FileError);
}

TEST_F(MeanFieldFile, NamesTheDatasetThatIsMissing) {
  for (const char* dataset :
       {"/r", "/neutron/B", "/proton/d2B", "/neutron/U", "/proton/W", "/neutron/B0", "/proton/e",
        "/neutron/occ", "/proton/u", "/neutron/du", "/proton/l", "/neutron/j2"}) {
    const std::string file = without(dataset);
    EXPECT_REFUSED(import_mean_field(file), InputError, std::string(dataset) + ": missing");
  }
}

TEST_F(MeanFieldFile, NamesTheDatasetThatIsNotFinite) {
  for (const char* dataset : {"/r", "/neutron/B", "/proton/U", "/neutron/u", "/proton/e"}) {
    const std::string file = with_number(dataset, 1, std::nan(""));
    EXPECT_REFUSED(import_mean_field(file), InputError, std::string(dataset) + ": value 1 is not finite");
  }
}

TEST_F(MeanFieldFile, RefusesWhatIsNoMeanField) {
  std::string file = with_number("/r", 5, 0.3);
  EXPECT_REFUSED(import_mean_field(file), InputError, "the step changes");
  file = with_number("/neutron/B", 5, -1);
  EXPECT_REFUSED(import_mean_field(file), InputError, "must be positive");
  file = with_number("/neutron/j2", 0, 5);
  EXPECT_REFUSED(import_mean_field(file), InputError, "no shell");
  file = with_number("/neutron/l", 0, -1);
  EXPECT_REFUSED(import_mean_field(file), InputError, "no shell");
  file = with_number("/proton/occ", 0, 3);
  EXPECT_REFUSED(import_mean_field(file), InputError, "3 nucleons in a shell of 2");
  file = with_number("/proton/occ", 0, 1);
  EXPECT_REFUSED(import_mean_field(file), InputError, "7 nucleons instead of 8");
  file = with_number("/proton/e", 0, 2);
  EXPECT_REFUSED(import_mean_field(file), InputError, "negative energy");
  file = with_number("/proton/u", 20, 5);
  EXPECT_REFUSED(import_mean_field(file), InputError, "norm");
  file = changed([](H5::H5File& h5) { h5.removeAttr("A"); });
  EXPECT_REFUSED(import_mean_field(file), InputError, "attribute A is missing");
}

TEST_F(MeanFieldFile, OrbitalOfAnEmptyShellIsRefusedWithTheOccupiedOnes) {
  const Shell empty = parse_shell("1d5/2", Isospin::neutron);
  EXPECT_REFUSED(oxygen().orbital(empty), InputError, "occupied are 1s1/2, 1p3/2, 1p1/2");
}

}  // namespace
}  // namespace nereus
