#pragma once
// SHA-256 fingerprints: what a file was made from, and whether its bytes are whole.

#include <cstddef>
#include <string>

namespace nereus {

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(const std::string& bytes);

/// SHA-256 of the bytes of a file from `offset` to its end. \throws FileError
std::string sha256_of_file(const std::string& path, std::size_t offset = 0);

}  // namespace nereus
