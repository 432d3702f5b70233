#include "base/output_stream.hpp"

#include <zlib.h>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "tests/base/small_disk.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

/// Larger than every buffer on the way, and not too easy to compress.
std::string long_text() {
  std::string text;
  for (int i = 0; text.size() < 500000; ++i) text += std::to_string(i * 2654435761U) + "\n";
  return text;
}

std::string unpacked(const std::string& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  std::string text, piece(1 << 16, '\0');
  int count = 0;
  while ((count = gzread(file, piece.data(), static_cast<unsigned>(piece.size()))) > 0) {
    text += piece.substr(0, static_cast<std::size_t>(count));
  }
  EXPECT_EQ(count, 0);
  EXPECT_EQ(gzclose(file), Z_OK);
  return text;
}

class OutputStreamTest : public TemporaryFolder {
 protected:
  void write(const std::string& name, const std::string& text) const {
    const auto out = OutputStream::to_file(path(name));
    out->stream() << text;
    EXPECT_FALSE(std::filesystem::exists(path(name)));
    out->close();
  }
};

TEST_F(OutputStreamTest, FilesHoldWhatWasWritten) {
  write("a.txt", long_text());
  EXPECT_TRUE(read_text_file(path("a.txt")) == long_text());
  write("empty.txt", "");
  EXPECT_EQ(read_text_file(path("empty.txt")), "");
  EXPECT_EQ(files(), 2u);
}

TEST_F(OutputStreamTest, CompressedFilesUnpackToWhatWasWritten) {
  write("a.txt.gz", long_text());
  EXPECT_TRUE(unpacked(path("a.txt.gz")) == long_text());
  EXPECT_LT(std::filesystem::file_size(path("a.txt.gz")), long_text().size() / 2);
  write("empty.gz", "");
  EXPECT_EQ(unpacked(path("empty.gz")), "");
}

TEST_F(OutputStreamTest, TheSameTextGivesTheSameBytes) {
  write("a.gz", long_text());
  write("b.gz", long_text());
  EXPECT_TRUE(read_text_file(path("a.gz")) == read_text_file(path("b.gz")));
}

TEST_F(OutputStreamTest, AFullDiskIsOneErrorAndLeavesNothing) {
  for (const char* name : {"a.txt", "a.txt.gz"}) {
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{70000}}) {
      const SmallDisk disk(bytes);
      const auto out = OutputStream::to_file(path(name));
      out->stream() << long_text();
      EXPECT_REFUSED(out->close(), FileError, "cannot write " + path("a.txt"));
    }
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(OutputStreamTest, AFailureIsToldBeforeTheEnd) {
  const SmallDisk disk(70000);
  const auto out = OutputStream::to_file(path("a.txt"));
  EXPECT_NO_THROW(out->refuse_failure());
  out->stream() << long_text();
  EXPECT_REFUSED(out->refuse_failure(), FileError, "cannot write");
  EXPECT_FALSE(out->stream());
}

}  // namespace
}  // namespace nereus
