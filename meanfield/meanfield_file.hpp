#pragma once
// Mean fields on disk.

#include <string>

#include "meanfield/mean_field.hpp"

namespace nereus {

/// Sealed HDF5, same layout as the reference fields: `r`, and per isospin group (`neutron`, `proton`)
/// B dB d2B U W B0, l j2 e occ u du; attributes A, Z, units, origin, fingerprint.
void write_mean_field(const std::string& path, const MeanField& field);

/// \throws FileError if missing, damaged or not a mean field
MeanField read_mean_field(const std::string& path);

/// Reads an unsealed file of the same layout that another code wrote (`nereus meanfield --import`).
/// \throws FileError, InputError naming the dataset that is missing, non-finite or of another length
MeanField import_mean_field(const std::string& path);

}  // namespace nereus
