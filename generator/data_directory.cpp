#include "generator/data_directory.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"

namespace nereus {
namespace {

bool has_fluxes(const std::string& folder) {
  std::error_code error;
  return std::filesystem::is_directory(std::filesystem::path(folder) / "fluxes", error);
}

}  // namespace

std::string data_directory() {
  if (const char* chosen = std::getenv("NEREUS_DATA")) {
    if (has_fluxes(chosen)) return chosen;
    throw FileError(fmt::format("$NEREUS_DATA is '{}' (it has no folder 'fluxes')", chosen));
  }
  for (const char* folder : {NEREUS_INSTALLED_DATA, NEREUS_SOURCE_DATA}) {
    if (has_fluxes(folder)) return folder;
  }
  throw FileError(fmt::format("the data of nereus are missing (neither {} nor {} exists); set NEREUS_DATA",
                              NEREUS_INSTALLED_DATA, NEREUS_SOURCE_DATA));
}

}  // namespace nereus
