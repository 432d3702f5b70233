#include "base/fingerprint.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class Fingerprint : public TemporaryFolder {};

// FIPS 180-4, examples of NIST for SHA-256: one block, and the empty message.
TEST_F(Fingerprint, IsSha256) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_F(Fingerprint, OfAFileIsThatOfItsBytesFromTheOffset) {
  const std::string text(200000, 'x');  // longer than one read
  write_text_file(path("a.txt"), "head" + text);
  EXPECT_EQ(sha256_of_file(path("a.txt")), sha256("head" + text));
  EXPECT_EQ(sha256_of_file(path("a.txt"), 4), sha256(text));
  EXPECT_EQ(sha256_of_file(path("a.txt"), 1000000), sha256(""));
}

TEST_F(Fingerprint, OfAMissingFileIsRefused) {
  EXPECT_REFUSED(sha256_of_file(path("none")), FileError, "missing");
}

}  // namespace
}  // namespace nereus
