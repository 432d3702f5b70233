#pragma once
// How the .cpp files of this folder call HDF5: one thread at a time, and errors as ours.

#include <H5Cpp.h>
#include <fmt/format.h>

#include <mutex>
#include <string>

#include "base/error.hpp"

namespace nereus::detail {

/// The HDF5 library of the distribution is not thread-safe: whoever calls it holds this lock.
std::unique_lock<std::recursive_mutex> hdf5_lock();

/// Runs `action` under the lock; a failure of HDF5 becomes a FileError "cannot <what> <path> (why)".
template <class Action>
auto with_hdf5(const std::string& what, const std::string& path, Action action) {
  const auto lock = hdf5_lock();
  try {
    return action();
  } catch (const H5::Exception& error) {
    throw FileError(fmt::format("cannot {} {} (HDF5: {})", what, path, error.getDetailMsg()));
  }
}

}  // namespace nereus::detail
