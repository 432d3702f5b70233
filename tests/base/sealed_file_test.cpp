#include "base/sealed_file.hpp"

#include <H5Cpp.h>
#include <sys/resource.h>

#include <cstdlib>
#include <thread>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "base/seal.hpp"
#include "tests/base/damage.hpp"
#include "tests/base/small_disk.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class SealedFile : public TemporaryFolder {
 protected:
  /// A small file with one of everything.
  std::string written(const std::string& name = "a.h5") const {
    SealedFileWriter file(path(name), "sample");
    file.write("/numbers", Hdf5Array{{2, 3}, {1, 2, 3, 4, 5, 6.5}}, "MeV");
    file.write("/deep/er/vector", std::vector<double>{1.0 / 3, -2}, "fm");
    file.write("/deep/array", Eigen::ArrayXd(Eigen::ArrayXd::LinSpaced(3, 0, 1)), "1");
    file.write("/integers", std::vector<std::int64_t>{std::int64_t{1} << 60, -7}, "1");
    file.write_float("/weights", {4}, {0.1f, 0.2f, 0.3f, 0.4f}, "1");
    file.write("/empty", std::vector<double>{}, "1");
    file.write("/scalar", Hdf5Array{{}, {2.5}}, "MeV");
    file.attribute("/", "origin", "made by a test");
    file.attribute("/", "nothing", "");
    file.attribute("/deep", "number", 0.25);
    file.attribute("/numbers", "count", std::int64_t{6});
    file.attribute("/events", "shells", std::vector<std::string>{"1s1/2", "1p3/2", ""});
    file.attribute("/events", "none", std::vector<std::string>{});
    file.close();
    return path(name);
  }
};

// Space that a dataset claims and never got would be asked for in memory.
TEST_F(SealedFile, NumbersThatAFileCannotHoldAreRefusedBeforeMemoryIsAskedFor) {
  for (const hsize_t rows : {hsize_t{1} << 34, hsize_t{1} << 60}) {
    {
      H5::H5File file(path("sparse.h5"), H5F_ACC_TRUNC);
      const hsize_t extents[] = {rows, 2}, chunk[] = {1024, 2};
      H5::DSetCreatPropList chunked;
      chunked.setChunk(2, chunk);
      file.createDataSet("x", H5::PredType::NATIVE_DOUBLE, H5::DataSpace(2, extents), chunked);
    }
    const SealedFileReader file = SealedFileReader::open_unsealed(path("sparse.h5"));
    EXPECT_REFUSED(file.read("/x"), FileError, "bytes of numbers in 0 of the file");
    EXPECT_REFUSED(file.read_rows("/x", 0, rows), FileError, "bytes of numbers in 0 of the file");
  }
}

TEST_F(SealedFile, ReadsBackWhatWasWritten) {
  const SealedFileReader file(written(), "sample");
  EXPECT_EQ(file.read("/numbers").shape, (std::vector<std::size_t>{2, 3}));
  EXPECT_EQ(file.read("/numbers").values, (std::vector<double>{1, 2, 3, 4, 5, 6.5}));
  EXPECT_EQ(file.read("/deep/er/vector").values, (std::vector<double>{1.0 / 3, -2}));
  EXPECT_EQ(file.read_vector("/deep/array")[1], 0.5);
  EXPECT_EQ(file.read_integers("/integers"), (std::vector<std::int64_t>{std::int64_t{1} << 60, -7}));
  EXPECT_EQ(file.read_float("/weights"), (std::vector<float>{0.1f, 0.2f, 0.3f, 0.4f}));
  EXPECT_TRUE(file.read("/empty").values.empty());
  EXPECT_EQ(file.read_scalar("/scalar"), 2.5);
  EXPECT_TRUE(file.read("/scalar").shape.empty());
  EXPECT_EQ(file.text_attribute("/", "origin"), "made by a test");
  EXPECT_EQ(file.text_attribute("/", "nothing"), "");
  EXPECT_EQ(file.text_attribute("/numbers", "units"), "MeV");
  EXPECT_EQ(file.number_attribute("/deep", "number"), 0.25);
  EXPECT_EQ(file.number_attribute("/numbers", "count"), 6);
  EXPECT_EQ(file.list_attribute("/events", "shells"), (std::vector<std::string>{"1s1/2", "1p3/2", ""}));
  EXPECT_TRUE(file.list_attribute("/events", "none").empty());
}

TEST_F(SealedFile, GrowsByRows) {
  {
    SealedFileWriter file(path("grown.h5"), "sample");
    file.append("/group/rows", Hdf5Array{{2, 2}, {1, 2, 3, 4}}, "MeV");
    file.append("/group/rows", Hdf5Array{{0, 2}, {}}, "MeV");
    file.append("/group/rows", Hdf5Array{{1, 2}, {5, 6}}, "MeV");
    EXPECT_THROW(file.append("/group/rows", Hdf5Array{{1, 2}, {7}}, "MeV"), std::runtime_error);
    file.append("/group/counts", std::vector<std::int64_t>{1, 2}, "1");
    file.append("/group/counts", std::vector<std::int64_t>{std::int64_t{1} << 60}, "1");
    file.close();
  }
  const SealedFileReader file(path("grown.h5"), "sample");
  EXPECT_EQ(file.read_integers("/group/counts"), (std::vector<std::int64_t>{1, 2, std::int64_t{1} << 60}));
  EXPECT_EQ(file.read("/group/rows").shape, (std::vector<std::size_t>{3, 2}));
  EXPECT_EQ(file.read("/group/rows").values, (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(file.text_attribute("/group/rows", "units"), "MeV");
}

TEST_F(SealedFile, RowsAreReadWithoutTheRest) {
  const SealedFileReader file(written(), "sample");
  const Hdf5Array second = file.read_rows("/numbers", 1, 1);
  EXPECT_EQ(second.shape, (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(second.values, (std::vector<double>{4, 5, 6.5}));
  EXPECT_EQ(file.read_integer_rows("/integers", 1, 1), (std::vector<std::int64_t>{-7}));
  EXPECT_TRUE(file.read_rows("/numbers", 2, 0).values.empty());
  EXPECT_REFUSED(file.read_rows("/numbers", 1, 2), FileError, "does not reach to row 3");
  EXPECT_REFUSED(file.read_rows("/scalar", 0, 1), FileError, "does not reach");
}

TEST_F(SealedFile, KnowsWhatItHas) {
  const SealedFileReader file(written(), "sample");
  EXPECT_TRUE(file.has("/deep/er/vector"));
  EXPECT_TRUE(file.has("/deep"));
  EXPECT_FALSE(file.has("/deep/other/vector"));
  EXPECT_TRUE(file.has_attribute("/events", "shells"));
  EXPECT_FALSE(file.has_attribute("/events", "other"));
  EXPECT_FALSE(file.has_attribute("/other", "shells"));
}

TEST_F(SealedFile, RefusesWhatIsAbsentOrOfAnotherType) {
  const SealedFileReader file(written(), "sample");
  EXPECT_REFUSED(file.read("/other"), FileError, "has no /other");
  EXPECT_REFUSED(file.read("/no/such/group"), FileError, "has no /no/such/group");
  EXPECT_REFUSED(file.read("/deep"), FileError, "cannot read /deep");
  EXPECT_REFUSED(file.read_scalar("/numbers"), FileError, "6 values");
  EXPECT_REFUSED(file.text_attribute("/", "other"), FileError, "no attribute 'other'");
  EXPECT_REFUSED(file.text_attribute("/deep", "number"), FileError, "is not text");
  EXPECT_REFUSED(file.text_attribute("/events", "shells"), FileError, "3 texts");
  EXPECT_REFUSED(file.number_attribute("/", "origin"), FileError, "not one number");
}

TEST_F(SealedFile, AppearsOnlyWhenClosed) {
  {
    SealedFileWriter file(path("a.h5"), "sample");
    file.write("/x", std::vector<double>{1}, "1");
    EXPECT_FALSE(std::filesystem::exists(path("a.h5")));
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(SealedFile, SameContentGivesSameBytes) {
  EXPECT_EQ(read_text_file(written("a.h5")), read_text_file(written("b.h5")));
}

TEST_F(SealedFile, RefusesOtherKindsAndOtherFiles) {
  written();
  EXPECT_TRUE(is_sealed(path("a.h5"), "sample"));
  EXPECT_FALSE(is_sealed(path("a.h5"), "events"));
  EXPECT_FALSE(is_sealed(path("none.h5"), "sample"));
  EXPECT_REFUSED(SealedFileReader(path("a.h5"), "events"), FileError,
                 "is a sample file (an events file is needed");
  EXPECT_REFUSED(SealedFileReader(path("none.h5"), "sample"), FileError, "No such file");
  write_text_file(path("text"), "no HDF5 at all");
  EXPECT_REFUSED(SealedFileReader(path("text"), "sample"), FileError, "has no seal");
  EXPECT_REFUSED(SealedFileReader::open_unsealed(path("text")), FileError, "cannot open");
}

TEST_F(SealedFile, EveryTruncationIsRefused) {
  const std::string whole = read_text_file(written());
  for (std::size_t size = 0; size < whole.size(); size += size < 600 ? 7 : 53) {
    write_text_file(path("cut.h5"), whole.substr(0, size));
    ASSERT_FALSE(is_sealed(path("cut.h5"), "sample")) << "cut after " << size << " bytes";
  }
  write_text_file(path("longer.h5"), whole + '\0');
  EXPECT_REFUSED(SealedFileReader(path("longer.h5"), "sample"), FileError, "damaged");
}

// All bits of the seal itself, and 1000 random ones behind it.
TEST_F(SealedFile, EveryFlippedBitIsRefused) {
  const std::string file = written();
  const std::size_t size = std::filesystem::file_size(file);
  RandomStream random(1, StreamPurpose::test, 0);
  std::vector<std::size_t> bits;
  for (std::size_t bit = 0; bit < 8 * seal_size; ++bit) bits.push_back(bit);
  for (int i = 0; i < 1000; ++i) bits.push_back(random.bits() % (8 * size));
  for (const std::size_t bit : bits) {
    flip_bit(file, bit);
    ASSERT_THROW(SealedFileReader(file, "sample"), FileError) << "bit " << bit;
    flip_bit(file, bit);
  }
  EXPECT_NO_THROW(SealedFileReader(file, "sample"));
}

/// Numbers that cannot be compressed.
std::vector<double> noise(std::size_t count, std::uint64_t index) {
  RandomStream random(4, StreamPurpose::test, index);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform();
  return values;
}

TEST_F(SealedFile, FullDiskIsOneErrorAndLeavesNothing) {
  {
    const SmallDisk disk(2000);
    EXPECT_REFUSED(written(), FileError, "cannot write");
  }
  EXPECT_EQ(files(), 0u);
  EXPECT_NO_THROW(SealedFileReader(written(), "sample"));
}

// Whenever the disk fills up: at the first chunk, between chunks, while HDF5 finishes, at the seal.
TEST_F(SealedFile, DiskThatFillsUpWhileAFileGrowsIsOneErrorAndLeavesNothing) {
  const auto write = [&] {
    SealedFileWriter file(path("grown.h5"), "sample");
    for (std::uint64_t block = 0; block < 20; ++block) {
      file.append("/x", Hdf5Array{{8192}, noise(8192, block)}, "1");
    }
    file.attribute("/", "last", "word");
    file.close();
  };
  write();
  const auto size = std::filesystem::file_size(path("grown.h5"));
  std::filesystem::remove(path("grown.h5"));
  for (const auto limit :
       {std::uintmax_t{0}, std::uintmax_t{600}, size / 10, size / 2, size - 2000, size - 1}) {
    {
      const SmallDisk disk(limit);
      EXPECT_REFUSED(write(), FileError, "cannot write " + path("grown.h5"));
    }
    EXPECT_EQ(files(), 0u) << limit;
  }
  write();
  EXPECT_TRUE(is_sealed(path("grown.h5"), "sample"));
}

/// Largest memory of this process so far [MB].
double peak_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// 26 MB of numbers after the first 40 blocks.
TEST_F(SealedFile, MemoryDoesNotGrowWithTheFile) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer keeps what was freed";
#endif
  SealedFileWriter file(path("grown.h5"), "sample");
  double before = 0;
  for (std::uint64_t block = 0; block < 440; ++block) {
    if (block == 40) before = peak_memory();
    file.append("/x", Hdf5Array{{8192}, noise(8192, block)}, "1");
  }
  file.close();
  EXPECT_GT(std::filesystem::file_size(path("grown.h5")), 20e6);
  EXPECT_LT(peak_memory() - before, 5);
}

TEST_F(SealedFile, LargeDataIsChunkedAndComesBackWhole) {
  const std::size_t rows = 70000, columns = 5;
  Hdf5Array array{{rows, columns}, std::vector<double>(rows * columns)};
  for (std::size_t i = 0; i < array.values.size(); ++i) array.values[i] = static_cast<double>(i);
  SealedFileWriter file(path("large.h5"), "sample");
  file.write("/x", array, "1");
  file.close();
  EXPECT_EQ(SealedFileReader(path("large.h5"), "sample").read("/x").values, array.values);
  EXPECT_LT(std::filesystem::file_size(path("large.h5")), 8 * rows * columns / 2);
}

TEST_F(SealedFile, RefusesValuesThatDoNotFillTheShape) {
  SealedFileWriter file(path("a.h5"), "sample");
  EXPECT_THROW(file.write("/x", Hdf5Array{{2, 2}, {1, 2, 3}}, "1"), std::runtime_error);
}

// The HDF5 library is not thread-safe: without the lock this crashes or reads nonsense.
TEST_F(SealedFile, MayBeUsedByManyThreads) {
  std::vector<std::thread> threads;
  std::vector<double> sums(4, 0);
  for (std::size_t t = 0; t < sums.size(); ++t) {
    threads.emplace_back([this, t, &sums] {
      for (int i = 0; i < 20; ++i) {
        const SealedFileReader file(written("thread" + std::to_string(t)), "sample");
        for (const double x : file.read("/numbers").values) sums[t] += x;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const double sum : sums) EXPECT_EQ(sum, 20 * 21.5);
}

// The distribution's own reader, which knows nothing of us: user block, superblock 3, checksums, units.
TEST_F(SealedFile, IsAnOrdinaryHdf5FileForH5py) {
  const std::string script =
      "import h5py, sys; f = h5py.File(sys.argv[1], 'r'); d = f['/numbers']; "
      "assert d[1, 2] == 6.5 and d.attrs['units'] in ('MeV', b'MeV'); "
      "assert d.fletcher32 and d.shuffle and d.compression == 'gzip'; "
      "assert list(f['events'].attrs['shells'])[1] in ('1p3/2', b'1p3/2'); "
      "assert f.id.get_create_plist().get_userblock() == 512; "
      "assert open(sys.argv[1], 'rb').read()[512 + 8] == 3";
  const std::string command = "/usr/bin/python3 -c \"" + script + "\" " + written();
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
}  // namespace nereus
