#pragma once
// What the fuzz targets do with their bytes: read them as a user's file. A refusal (nereus::Error) is the
// right answer to nonsense; anything else that is thrown, and whatever a sanitizer reports, is a finding.

#include <string>

namespace nereus::fuzz {

/// A run card, with variations and covariance. Whatever is accepted must read back from its effective card.
void read_card(const std::string& bytes);

/// A flux file, cut to a range.
void read_flux_file(const std::string& bytes);

/// A sealed file that an edit script changed before it was sealed (sealed_content.hpp).
void read_sealed_file(const std::string& bytes);

}  // namespace nereus::fuzz
