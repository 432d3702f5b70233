#pragma once
// Training data on disk.

#include <string>

#include "surrogate/dataset.hpp"

namespace nereus {

/// Sealed HDF5: one group per shell with a dataset per column. \throws FileError
void write_dataset(const std::string& path, const Dataset& dataset);

}  // namespace nereus
