#include "base/atomic_file.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <csignal>

#include <fstream>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class AtomicFileTest : public TemporaryFolder {};

TEST_F(AtomicFileTest, AppearsOnlyWhenCommitted) {
  AtomicFile file(path("a.txt"));
  file.append("hello ");
  file.append("world");
  EXPECT_FALSE(std::filesystem::exists(path("a.txt")));
  file.commit();
  EXPECT_EQ(read_text_file(path("a.txt")), "hello world");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, IsWrittenAndReadAtAnyPlace) {
  AtomicFile file(path("a.txt"));
  file.write_at(6, "world", 5);
  file.write_at(0, "hello", 5);
  std::string middle(6, 'x'), beyond(4, 'x');
  file.read_at(3, middle.data(), middle.size());
  EXPECT_EQ(middle, std::string("lo\0wor", 6)) << "what nobody wrote is zero";
  file.read_at(9, beyond.data(), beyond.size());
  EXPECT_EQ(beyond, std::string("ld\0\0", 4));
  file.append("!");
  file.resize(14);
  file.append("?");
  file.commit();
  EXPECT_EQ(read_text_file(path("a.txt")), std::string("hello\0world!\0\0?", 15));
}

TEST_F(AtomicFileTest, LeavesNothingBehindWithoutCommit) {
  write_text_file(path("a.txt"), "old");
  { AtomicFile(path("a.txt")).append("new"); }
  EXPECT_EQ(read_text_file(path("a.txt")), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, ReplacesWhatAKilledWriterLeft) {
  const pid_t child = fork();
  if (child == 0) {
    AtomicFile file(path("a.txt"));
    file.append("half of the te");
    kill(getpid(), SIGKILL);
  }
  waitpid(child, nullptr, 0);
  EXPECT_EQ(files(), 1u);  // the temporary of the dead
  write_text_file(path("a.txt"), "text");
  EXPECT_EQ(read_text_file(path("a.txt")), "text");
  EXPECT_EQ(files(), 1u);
}

TEST_F(AtomicFileTest, RefusesTwoWritersOfOneFile) {
  const AtomicFile first(path("a.txt"));
  EXPECT_REFUSED(AtomicFile(path("a.txt")), FileError, "another process");
}

TEST_F(AtomicFileTest, MakesMissingFoldersAndFollowsLinks) {
  write_text_file(path("deep/er/a.txt"), "1");
  std::filesystem::create_symlink(path("deep/er/a.txt"), path("link"));
  write_text_file(path("link"), "2");
  EXPECT_TRUE(std::filesystem::is_symlink(path("link")));
  EXPECT_EQ(read_text_file(path("deep/er/a.txt")), "2");
}

TEST_F(AtomicFileTest, RefusesDevicesFoldersAndEmptyNames) {
  EXPECT_REFUSED(write_text_file("/dev/null", "x"), FileError, "not a regular file");
  EXPECT_REFUSED(write_text_file(path(""), "x"), FileError, "not a regular file");
  EXPECT_REFUSED(write_text_file("", "x"), FileError, "empty");
  write_text_file(path("file"), "");
  EXPECT_REFUSED(write_text_file(path("file/below"), "x"), FileError, "cannot write");
}

// A limit on the file size stands for a full disk: write() fails in the same way.
TEST_F(AtomicFileTest, ReportsAFullDiskOnceAndLeavesNothing) {
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{1000, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_REFUSED(write_text_file(path("a.txt"), std::string(5000, 'x')), FileError, "cannot write");
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(files(), 0u);
}

TEST_F(AtomicFileTest, RefusesToReadWhatIsNotAFile) {
  EXPECT_REFUSED(read_text_file(path("none")), FileError, "No such file");
  EXPECT_REFUSED(read_text_file(path("")), FileError, "folder");
}

}  // namespace
}  // namespace nereus
