#include "base/block_store.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <csignal>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class BlockStore : public TemporaryFolder {
 protected:
  BlockJob job(const std::string& fingerprint = "inputs A") const {
    return {path("blocks"), fingerprint, 5, "test"};
  }

  std::string block(int number) const { return path("blocks/block_00000" + std::to_string(number) + ".h5"); }

  static BlockColumns content(std::int64_t number) {
    RandomStream random(9, StreamPurpose::test, static_cast<std::uint64_t>(number));
    return {{"x", {random.uniform(), random.uniform()}}, {"y", {random.uniform(), random.uniform()}}};
  }

  struct Result {
    std::int64_t reused = 0;
    std::vector<double> numbers;         ///< everything, in the order of consumption
    std::vector<std::int64_t> produced;  ///< blocks that were computed
  };

  Result run(const BlockJob& description) const {
    Result result;
    result.reused = run_blocks(
        description,
        [&](std::int64_t number) {
          result.produced.push_back(number);
          return content(number);
        },
        [&](std::int64_t, const BlockColumns& columns) {
          for (const auto& [name, values] : columns) {
            result.numbers.insert(result.numbers.end(), values.begin(), values.end());
          }
        });
    return result;
  }
};

TEST_F(BlockStore, SecondRunReusesEverythingAndGivesTheSame) {
  const Result first = run(job());
  const Result second = run(job());
  EXPECT_EQ(first.reused, 0);
  EXPECT_EQ(second.reused, 5);
  EXPECT_TRUE(second.produced.empty());
  EXPECT_EQ(second.numbers, first.numbers);
  EXPECT_EQ(first.numbers.size(), 20u);
}

TEST_F(BlockStore, ConsumingBesideProducingGivesTheSameInTheSameOrder) {
  BlockJob beside = job();
  beside.overlap = true;
  const Result overlapped = run(beside);
  EXPECT_EQ(overlapped.numbers, run(job()).numbers);
  // Whichever side fails, its error is told.
  const auto fail = [] { throw FileError("no room"); };
  for (const std::int64_t at : {0, 2, 4}) {
    EXPECT_REFUSED(run_blocks(beside, content,
                              [&](std::int64_t block, const BlockColumns&) {
                                if (block == at) fail();
                              }),
                   FileError, "no room");
    discard_blocks(beside);
    EXPECT_REFUSED(run_blocks(
                       beside,
                       [&](std::int64_t block) {
                         if (block == at) fail();
                         return content(block);
                       },
                       [](std::int64_t, const BlockColumns&) {}),
                   FileError, "no room");
  }
}

TEST_F(BlockStore, ContinuesAfterAKillWithTheIdenticalResult) {
  const pid_t child = fork();
  if (child == 0) {
    const auto die_in_third = [](std::int64_t number) {
      if (number == 2) kill(getpid(), SIGKILL);
      return content(number);
    };
    run_blocks(job(), die_in_third, [](std::int64_t, const BlockColumns&) {});
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  const Result continued = run(job());
  EXPECT_EQ(continued.produced, (std::vector<std::int64_t>{2, 3, 4}));
  discard_blocks(job());
  EXPECT_EQ(run(job()).numbers, continued.numbers);
}

TEST_F(BlockStore, MakesDamagedBlocksAgain) {
  const Result first = run(job());
  std::string bytes = read_text_file(block(3));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  write_text_file(block(3), bytes);
  write_text_file(block(1), "");
  const Result second = run(job());
  EXPECT_EQ(second.produced, (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ(second.numbers, first.numbers);
}

TEST_F(BlockStore, DoesNotTrustBlocksOfOtherInputsOrOtherNumbers) {
  run(job("inputs B"));
  EXPECT_EQ(run(job()).reused, 0);
  std::filesystem::copy_file(block(1), block(4), std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(run(job()).produced, std::vector<std::int64_t>{4});
}

TEST_F(BlockStore, KeepsFinishedBlocksWhenOneFails) {
  const auto fail_in_third = [](std::int64_t number) {
    if (number == 2) throw ConvergenceError("no");
    return content(number);
  };
  EXPECT_THROW(run_blocks(job(), fail_in_third, [](std::int64_t, const BlockColumns&) {}), ConvergenceError);
  EXPECT_EQ(run(job()).reused, 2);
}

TEST_F(BlockStore, DiscardsItsFolder) {
  run(job());
  discard_blocks(job());
  EXPECT_EQ(files(), 0u);
  EXPECT_NO_THROW(discard_blocks(job()));
}

TEST_F(BlockStore, ReportsAFolderThatCannotBeMade) {
  write_text_file(path("blocks"), "a file is in the way");
  EXPECT_REFUSED(run(job()), FileError, "cannot write");
}

TEST_F(BlockStore, WithoutADirectoryNothingIsKept) {
  const Result expected = run(job());
  const std::size_t before = files();
  BlockJob nowhere = job();
  nowhere.directory = "";
  for (int i = 0; i < 2; ++i) {
    const Result result = run(nowhere);
    EXPECT_EQ(result.reused, 0);
    EXPECT_EQ(result.numbers, expected.numbers);
  }
  EXPECT_EQ(files(), before);
}

}  // namespace
}  // namespace nereus
