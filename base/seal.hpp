#pragma once
// The user block in front of our HDF5 files: what the file is, and the SHA-256 of everything behind it.

#include <cstddef>
#include <string>

namespace nereus {

/// Size of the user block; HDF5 looks for its own signature at 0, 512, 1024 ...
constexpr std::size_t seal_size = 512;

/// The 512 bytes in front of a body with this SHA-256.
std::string make_seal(const std::string& kind, const std::string& digest);

/// Checks every byte of a file.
/// \throws FileError if the file is missing, has no seal, is of another kind, truncated or altered
void check_seal(const std::string& path, const std::string& kind);

}  // namespace nereus
