#include "base/csv.hpp"

#include <cstdlib>
#include <limits>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class CsvTableTest : public TemporaryFolder {
 protected:
  CsvTable table(const std::string& text, const std::vector<std::string>& required = {"a", "b"}) {
    write_text_file(path("t.csv"), text);
    return CsvTable::from_file(path("t.csv"), required);
  }
};

TEST_F(CsvTableTest, GivesNumbersTextAndLineNumbers) {
  const CsvTable csv = table("# made by hand\na, b ,name\n\n1,-2.5e-3,1p3/2\r\n+4, 5,x\n");
  ASSERT_EQ(csv.rows(), 2u);
  EXPECT_EQ(csv.number(0, "a"), 1);
  EXPECT_EQ(csv.number(0, "b"), -2.5e-3);
  EXPECT_EQ(csv.number(1, "a"), 4);
  EXPECT_EQ(csv.text(0, "name"), "1p3/2");
  EXPECT_EQ(csv.where(1), path("t.csv") + ":5");
  EXPECT_EQ(csv.comments(), std::vector<std::string>{"# made by hand"});
}

TEST_F(CsvTableTest, NeedsNoRowsButAHeader) {
  EXPECT_EQ(table("a,b\n").rows(), 0u);
  EXPECT_REFUSED(table(""), InputError, "no header");
  EXPECT_REFUSED(table("# only a comment\n"), InputError, "no header");
}

TEST_F(CsvTableTest, RefusesMissingAndRepeatedColumns) {
  EXPECT_REFUSED(table("a,c\n1,2\n"), InputError, "t.csv:1: column 'b' is missing");
  EXPECT_REFUSED(table("a,b,a\n1,2,3\n"), InputError, "t.csv:1: column 'a' appears twice");
  EXPECT_REFUSED(table("a,b\n1,2\n").number(0, "c"), InputError, "column 'c' is missing");
}

TEST_F(CsvTableTest, RefusesRowsOfAnotherLength) {
  EXPECT_REFUSED(table("a,b\n1,2\n3\n"), InputError, "t.csv:3: the row has 1 fields (the header has 2)");
  EXPECT_REFUSED(table("a,b\n1,2,\n"), InputError, "t.csv:2: the row has 3 fields");
}

TEST_F(CsvTableTest, RefusesCellsThatAreNotFiniteNumbers) {
  for (const char* cell : {"", "x", "1.5x", "nan", "inf", "-inf", "1e999", "1 2", "+-3", "0x10"}) {
    EXPECT_REFUSED(table("a,b\n0," + std::string(cell) + "\n").number(0, "b"), InputError, "t.csv:2: b = '");
  }
}

TEST_F(CsvTableTest, ReportsAMissingFile) {
  EXPECT_REFUSED(CsvTable::from_file(path("none.csv"), {}), FileError, "No such file");
}

TEST_F(CsvTableTest, WritesNumbersThatReadBackExactly) {
  EXPECT_EQ(exact_number(0.05), "0.05");
  for (const double value :
       {1.0 / 3, 1e-300, 6.02214076e23, -0.1, std::numeric_limits<double>::denorm_min()}) {
    EXPECT_EQ(std::strtod(exact_number(value).c_str(), nullptr), value);
  }
}

}  // namespace
}  // namespace nereus
