#pragma once
// How many files the system lets a process have open.

#include <cstddef>

namespace nereus {

/// Raises the process's own limit, as far as the system allows.
/// \throws FileError if `count` files cannot be open at once
void allow_open_files(std::size_t count);

}  // namespace nereus
