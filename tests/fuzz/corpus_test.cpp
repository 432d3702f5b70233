// What the fuzzers found, and what they begin with, is read by every build.

#include <gtest/gtest.h>

#include <filesystem>

#include "base/atomic_file.hpp"
#include "tests/fuzz/inputs.hpp"

namespace nereus::fuzz {
namespace {

void replay(const std::string& folder, void (*read)(const std::string&)) {
  std::size_t inputs = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(NEREUS_SOURCE_DIR "/tests/fuzz/corpus/" + folder)) {
    SCOPED_TRACE(entry.path());
    EXPECT_NO_THROW(read(read_text_file(entry.path())));
    ++inputs;
  }
  EXPECT_GE(inputs, 5U);
}

TEST(FuzzCorpus, OfCardsIsReadOrRefused) { replay("card", read_card); }
TEST(FuzzCorpus, OfFluxFilesIsReadOrRefused) { replay("flux", read_flux_file); }
TEST(FuzzCorpus, OfSealedFilesIsReadOrRefused) { replay("sealed", read_sealed_file); }

}  // namespace
}  // namespace nereus::fuzz
