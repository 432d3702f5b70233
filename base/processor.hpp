#pragma once
// What a time was measured on.

#include <string>

namespace nereus {

/// "Intel(R) Xeon(R) Platinum 8481C", as the system calls it, or "unknown processor".
std::string processor_name();

}  // namespace nereus
