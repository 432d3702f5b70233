#pragma once
// Where the files that come with the program lie.

#include <string>

namespace nereus {

/// Folder with `fluxes/`, the shipped surrogate and example cards: $NEREUS_DATA if set, else the
/// installed one, else that of the source tree.
/// \throws FileError if none of them exists
std::string data_directory();

}  // namespace nereus
