#pragma once
// Sealed files with other content under a valid seal: what another program, not a damaged disk, would make.

#include <H5Cpp.h>

#include <string>

#include "base/atomic_file.hpp"
#include "base/fingerprint.hpp"
#include "base/seal.hpp"

namespace nereus {

/// Lets `change(H5::H5File&)` alter a sealed file of this kind, and seals it again.
template <class Change>
void change_sealed(const std::string& path, const std::string& kind, Change change) {
  {
    H5::H5File file(path, H5F_ACC_RDWR);
    change(file);
  }
  const std::string body = read_text_file(path).substr(seal_size);
  write_text_file(path, make_seal(kind, sha256(body)) + body);
}

}  // namespace nereus
