#include "base/seal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"

namespace nereus {
namespace {

const std::string title = "NEREUS SEAL 1\n";

/// First bytes of a file, fewer if it is shorter.
std::string head_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(fmt::format("cannot read {} ({})", path, std::strerror(errno)));
  std::string head(seal_size, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

/// Value of a `key=value` line of the seal.
std::string value_of(const std::string& head, const std::string& key) {
  const std::size_t begin = head.find("\n" + key + "=");
  if (begin == std::string::npos) return "";
  const std::size_t value = begin + key.size() + 2;
  return head.substr(value, head.find('\n', value) - value);
}

/// "a surrogate file", "an events file"
std::string file_of(const std::string& kind) {
  const bool vowel = kind.find_first_of("aeiou") == 0;
  return fmt::format("{} {} file", vowel ? "an" : "a", kind);
}

}  // namespace

std::string make_seal(const std::string& kind, const std::string& digest) {
  std::string seal = fmt::format("{}kind={}\nsha256={}\n", title, kind, digest);
  if (seal.size() > seal_size) throw std::runtime_error("the kind of a sealed file is too long a word");
  seal.resize(seal_size, '\0');
  return seal;
}

void check_seal(const std::string& path, const std::string& kind) {
  const std::string head = head_of(path);
  if (head.compare(0, title.size(), title) != 0) {
    throw FileError(fmt::format("{} is not {} of nereus (it has no seal)", path, file_of(kind)));
  }
  const std::string found = value_of(head, "kind");
  const std::string digest = sha256_of_file(path, seal_size);
  if (head != make_seal(found, digest)) {
    throw FileError(fmt::format("{} is damaged (its bytes do not match its seal); make it again", path));
  }
  if (found != kind) {
    throw FileError(fmt::format("{} is {} ({} is needed here)", path, file_of(found), file_of(kind)));
  }
}

}  // namespace nereus
